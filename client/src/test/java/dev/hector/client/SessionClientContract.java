package dev.hector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hector.client.SessionClient.EventFilter;
import dev.hector.client.SessionClient.SessionFilter;
import dev.hector.wire.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What holds however sessions are reached. There are agents {@code assistant} and {@code other}. */
public abstract class SessionClientContract {

    private static final EventFilter EVERYTHING = new EventFilter(0, List.of());

    private final String id = "test-" + UUID.randomUUID();

    protected abstract SessionClient client(String agent, String user);

    @Test
    void createsSessionsWithIdsOfTheirOwn() {
        var client = client("assistant", "");

        assertThat(client.create().sessionId())
                .startsWith("sess_")
                .isNotEqualTo(client.create().sessionId());
    }

    @Test
    void findsTheSessionThatIsThere() {
        var client = client("assistant", "");
        client.createOrGet(id);
        client.send(id, "Hello", _ -> {});

        assertThat(client.createOrGet(id).messageCount()).isEqualTo(2);
        assertThat(client.get(id).status()).isEqualTo("active");
    }

    @Test
    void handsOnTheAnswerInPieces() {
        var client = client("assistant", "");
        client.createOrGet(id);
        var pieces = new ArrayList<String>();

        var answer = client.send(id, "My favourite colour is teal.", pieces::add);

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", pieces)).isEqualTo(answer.response());
        assertThat(answer.sessionId()).isEqualTo(id);
        assertThat(answer.sequence()).isEqualTo(client.get(id).version());
    }

    @Test
    void listsPageByPage() {
        var owner = "lister-" + UUID.randomUUID();
        var client = client("other", owner);
        var ids = List.of(
                client.create().sessionId(),
                client.create().sessionId(),
                client.create().sessionId());
        var filter = new SessionFilter("", owner, "");

        var first = client.list(filter, 2, "");
        var second = client.list(filter, 2, Objects.requireNonNull(first.nextPageToken()));

        assertThat(first.sessions()).hasSize(2);
        assertThat(second.nextPageToken()).isNull();
        assertThat(java.util.stream.Stream.concat(first.sessions().stream(), second.sessions().stream())
                        .map(Views.SessionView::sessionId))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void listsByStatus() {
        var owner = "ender-" + UUID.randomUUID();
        var client = client("assistant", owner);
        client.createOrGet(id);
        client.end(id);

        assertThat(client.list(new SessionFilter("ended", owner, ""), 1000, "").sessions())
                .extracting(Views.SessionView::sessionId)
                .contains(id);
        assertThat(client.list(new SessionFilter("active", owner, ""), 1000, "").sessions())
                .extracting(Views.SessionView::sessionId)
                .doesNotContain(id);
    }

    @Test
    void readsEventsAfterASequenceAndOfAType() {
        var client = client("assistant", "");
        client.createOrGet(id);
        client.send(id, "Hello", _ -> {});

        assertThat(client.events(id, EVERYTHING, 1000, "").events())
                .first()
                .extracting(Views.EventView::type, Views.EventView::sequence)
                .containsExactly("SessionCreated", 1L);
        assertThat(client.events(id, new EventFilter(1, List.of("MessageAppended")), 1000, "")
                        .events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.data()).containsKey("content"));
    }

    @Test
    void readsEventsPageByPage() {
        var client = client("assistant", "");
        client.createOrGet(id);
        client.send(id, "Hello", _ -> {});

        var first = client.events(id, EVERYTHING, 1, "");
        var second = client.events(id, EVERYTHING, 1, Objects.requireNonNull(first.nextPageToken()));

        assertThat(second.events())
                .singleElement()
                .extracting(Views.EventView::sequence)
                .isEqualTo(2L);
    }

    @Test
    void followsThePastFirst() {
        var client = client("assistant", "");
        client.createOrGet(id);
        var seen = new ArrayList<String>();

        var refusal = catchThrowableOfType(
                RefusedException.class,
                () -> client.follow(id, EVERYTHING, event -> {
                    seen.add(event.type());
                    throw new RefusedException("enough", "enough");
                }));

        assertThat(Objects.requireNonNull(refusal).code()).isEqualTo("enough");
        assertThat(seen).containsExactly("SessionCreated");
    }

    @Test
    void showsWhatTheModelIsGiven() {
        var client = client("assistant", "");
        client.createOrGet(id);
        client.send(id, "My favourite colour is teal.", _ -> {});

        var memory = client.workingMemory(id);

        assertThat(memory.budget()).isEqualTo(4000);
        assertThat(memory.messages())
                .extracting(Views.ContextMessageView::content)
                .contains("My favourite colour is teal.");
    }

    @Test
    void anEndedSessionTakesNoMoreMessages() {
        var client = client("assistant", "");
        client.createOrGet(id);

        assertThat(client.end(id).endReason()).isEqualTo("completed");
        assertThat(codeOf(() -> client.send(id, "Hello", _ -> {}))).isEqualTo("session_ended");
    }

    @Test
    void aDeletedSessionIsGone() {
        var client = client("assistant", "");
        client.createOrGet(id);

        client.delete(id);
        client.delete(id);

        assertThat(codeOf(() -> client.get(id))).isEqualTo("session_not_found");
        assertThat(codeOf(() -> client.send(id, "Hello", _ -> {}))).isEqualTo("session_not_found");
    }

    @Test
    void tellsWhatDoesNotExist() {
        assertThat(codeOf(() -> client("assistant", "").get(id))).isEqualTo("session_not_found");
        assertThat(codeOf(() -> client("assistant", "").delete(id))).isEqualTo("session_not_found");
        assertThat(codeOf(() -> client("nobody", "").create())).isEqualTo("agent_not_found");
    }

    @Test
    void refusesIdsThatAreNone() {
        assertThat(codeOf(() -> client("assistant", "").createOrGet("not an id")))
                .isEqualTo("invalid_request");
    }

    @Test
    void hidesSessionsOfOthers() {
        client("assistant", "anna").createOrGet(id);

        assertThat(codeOf(() -> client("assistant", "bert").get(id))).isEqualTo("session_not_found");
        assertThat(codeOf(() -> client("other", "anna").get(id))).isEqualTo("session_not_found");
    }

    @Test
    void anInterruptedThreadGivesUp() {
        var client = client("assistant", "");
        client.createOrGet(id);
        var reader = Thread.currentThread();

        assertThat(codeOf(() -> client.follow(id, EVERYTHING, _ -> reader.interrupt())))
                .isEqualTo("interrupted");
        assertThat(Thread.interrupted()).isFalse();
    }

    private static String codeOf(ThrowingCallable request) {
        return Objects.requireNonNull(catchThrowableOfType(RefusedException.class, request), "was granted")
                .code();
    }
}
