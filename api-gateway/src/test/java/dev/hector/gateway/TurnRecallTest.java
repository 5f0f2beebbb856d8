package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallRequest;
import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnRecallTest extends TurnScenario {

    private final FakeMemories memories = new FakeMemories();

    @BeforeEach
    void startWithMemories() throws InterruptedException {
        gateway.close();
        gateway = new TestGateway(TestGateway.config(Duration.ofSeconds(5)), Optional.of(memories.stub()));
        givenSession();
        givenSaid("She likes teal.");
    }

    /** At the position that the memories are of. */
    private void givenSaid(String text) throws InterruptedException {
        gateway.sessions.create(
                CreateSessionRequest.newBuilder()
                        .setAgent("assistant")
                        .setSessionId(FakeMemories.SESSION)
                        .build(),
                Caller.unnamed());
        var said = gateway.sessions.append(
                message(text)
                        .setSessionId(FakeMemories.SESSION)
                        .setRespond(false)
                        .build(),
                Caller.unnamed());
        assertThat(said.getSequence()).isEqualTo(FakeMemories.SEQUENCE);
    }

    @AfterEach
    void stopMemories() {
        memories.close();
    }

    @Test
    void whatIsRecalledIsRecordedBeforeTheModelIsAskedAndGivenToIt() throws InterruptedException {
        memories.remember("She likes teal.");

        send("Which colour?");

        assertThat(gateway.local.types("assistant", "s1"))
                .containsExactly(
                        "SessionCreated",
                        "AgentConfigured",
                        "MessageAppended",
                        "TurnStarted",
                        "MemoriesRecalled",
                        "MessageAppended",
                        "TurnCompleted");
        assertThat(gateway.model.requests().getLast().messages())
                .anySatisfy(message -> assertThat(message.content()).contains("She likes teal."));
    }

    @Test
    void asksWithTheMessageForWhatTheModelIsNotGivenAnyway() throws InterruptedException {
        send("One?");
        send("Two?");

        assertThat(memories.asked).extracting(RecallQuery::getText).containsExactly("One?", "Two?");
        assertThat(memories.asked.getLast().getHeldFrom()).isEqualTo(3);
        assertThat(memories.asked.getLast().getLimit()).isEqualTo(5);
        assertThat(memories.asked.getLast().getMaxTokens()).isEqualTo(800);
    }

    @Test
    void asksALongMessageByHowItBegins() throws InterruptedException {
        send("word ".repeat(2_000));

        assertThat(memories.asked.getLast().getText()).hasSize(8_000);
    }

    @Test
    void recordsNothingWhenNothingIsRecalled() throws InterruptedException {
        send("Which colour?");

        assertThat(gateway.local.types("assistant", "s1")).doesNotContain("MemoriesRecalled");
    }

    @Test
    void turnGoesOnWithoutAMemoryThatIsAway() throws InterruptedException {
        memories.goAway();

        assertThat(send("Which colour?").getResponse()).isNotEmpty();
        assertThat(gateway.local.types("assistant", "s1")).contains("TurnCompleted");
    }

    @Test
    void turnDoesNotWaitLongForItsMemories() throws InterruptedException {
        memories.fallSilent();
        var begun = System.nanoTime();

        assertThat(send("Which colour?").getResponse()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(TurnRecall.PATIENCE, TurnRecall.PATIENCE.plusSeconds(2));
    }

    @Test
    void turnGoesOnWithoutMemoriesThatCannotBeRecorded() throws InterruptedException {
        memories.rememberNameless("She likes teal.");

        assertThat(send("Which colour?").getResponse()).isNotEmpty();
        assertThat(gateway.local.types("assistant", "s1"))
                .contains("TurnCompleted")
                .doesNotContain("MemoriesRecalled");
    }

    @Test
    void peopleMayAskToo() {
        memories.remember("She likes teal.");

        var recalled = gateway.sessions.recall(question("Which colour?").build(), Caller.unnamed());

        assertThat(recalled.getMemories(0).getContent()).isEqualTo("She likes teal.");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> gateway.sessions.recall(question(" ").build(), Caller.unnamed()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() ->
                        gateway.sessions.recall(question("Hm?").setLimit(101).build(), Caller.unnamed()));
    }

    private static RecallRequest.Builder question(String text) {
        return RecallRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId("s1")
                .setQuery(text);
    }
}
