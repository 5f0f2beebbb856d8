package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import dev.hector.events.Role;
import dev.hector.events.ToolCall;
import dev.hector.events.Usage;
import dev.hector.events.memory.ContextMessage;
import dev.hector.models.StubProvider.Received;
import dev.hector.models.StubProvider.Reply;
import dev.hector.models.langchain4j.LangChain4jModel;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every provider's model does, in the provider's own wire format, over real HTTP. */
@Timeout(20)
abstract class LanguageModelContract {

    static final String SECRET = "sk-very-secret-0815";

    /** The system messages of {@link #toolHistory()} as one. */
    static final String SYSTEM = "Be brief.\n\nEarlier they talked about colours.";

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int ATTEMPTS = 3;

    private StubProvider provider;
    private final List<String> shown = new ArrayList<>();

    /** The provider's {@code type}. */
    abstract ModelType type();

    /** The frame that brings this text. */
    abstract String chunk(String text);

    /** The frames that end an answer for this reason, in the provider's words, reporting 7 tokens in and 3 out. */
    abstract String finish(String reason);

    abstract String stop();

    abstract String length();

    /** The frame that says within a stream that the provider is overloaded. */
    abstract String overloaded();

    /** Frames around broken data that the provider's adapter might skip. */
    abstract String frameOf(String data);

    /** Checks what arrived of {@link #toolHistory()} with its instructions. */
    abstract void assertToolHistory(JsonNode body);

    /** Checks path and credentials. */
    abstract void assertAddressed(Received request);

    @BeforeEach
    void start() throws IOException {
        provider = new StubProvider();
    }

    @AfterEach
    void stopProvider() throws IOException {
        provider.close();
    }

    @Test
    void showsEachChunkBeforeTheNextIsSent() {
        var firstShown = new CountDownLatch(1);
        provider.replies(wire -> {
            wire.head(200).write(chunk("Teal"));
            assertThat(await(firstShown)).isTrue();
            wire.write(chunk(", of course – ünïcode.")).write(finish(stop())).end();
        });

        var answer = model().answer(question(), chunk -> {
            shown.add(chunk);
            firstShown.countDown();
        });

        assertThat(shown).containsExactly("Teal", ", of course – ünïcode.");
        assertThat(answer.text()).isEqualTo("Teal, of course – ünïcode.");
        assertThat(answer.usage()).isEqualTo(new Usage(7, 3));
        assertThat(answer.finishReason()).isEqualTo("stop");
        assertThat(answer.model()).isEqualTo("stub-1");
        assertAddressed(provider.received().getFirst());
    }

    @Test
    void saysWhenTheAnswerReachedTheMostTokensAllowed() {
        provider.replies(wire ->
                wire.head(200).write(chunk("Te")).write(finish(length())).end());

        assertThat(ask().finishReason()).isEqualTo("length");
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        provider.replies(wire -> wire.refuse(429, "{}", "Retry-After: 1"), ok());
        var start = System.nanoTime();

        assertThat(ask().text()).isEqualTo("Teal.");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), LONG);
        assertThat(provider.received()).hasSize(2);
    }

    @Test
    void doesNotWaitBeyondTheDeadline() {
        provider.replies(wire -> wire.refuse(429, "{}", "Retry-After: 3600"));

        var failure = askInVain();

        assertThat(failure.code()).isEqualTo(ModelException.MODEL_FAILED);
        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
        assertThat(failure.retryable()).isTrue();
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void asksAgainAfterAServerError() {
        provider.replies(wire -> wire.refuse(500, "oops"), wire -> wire.refuse(529, "{}"), ok());

        assertThat(ask().text()).isEqualTo("Teal.");
        assertThat(shown).containsExactly("Teal.");
    }

    @Test
    void asksAgainWhenOverloadedIsSaidWithinTheStream() {
        provider.replies(wire -> wire.head(200).write(overloaded()).end(), ok());

        assertThat(ask().text()).isEqualTo("Teal.");
    }

    @Test
    void givesUpWhenEveryAttemptFails() {
        provider.replies(wire -> wire.refuse(500, "{\"error\":{\"message\":\"oops\"}}"));

        var failure = askInVain();

        assertThat(failure.code()).isEqualTo(ModelException.MODEL_FAILED);
        assertThat(failure).hasMessage("llm 'main' failed (500: oops)");
        assertThat(provider.received()).hasSize(ATTEMPTS);
    }

    @Test
    void asksAgainWhenTheConnectionBreaksBeforeTheAnswer() {
        provider.replies(_ -> {}, ok());

        assertThat(ask().text()).isEqualTo("Teal.");
    }

    @Test
    void saysWhereNobodyListens() throws IOException {
        provider.close();

        var failure = askInVain();

        assertThat(failure.code()).isEqualTo(ModelException.MODEL_FAILED);
        assertThat(failure).hasMessageContaining("cannot be reached at " + provider.host());
    }

    @Test
    void hangsUpOnAProviderThatDoesNotAnswer() throws Exception {
        provider.replies(StubProvider.Wire::hang);

        var failure = askInVain(SHORT);

        assertThat(failure.code()).isEqualTo(ModelException.MODEL_TIMEOUT);
        assertThat(provider.received()).hasSize(1);
        assertThat(provider.wasLeft()).isTrue();
    }

    @Test
    void hangsUpOnAProviderThatFallsSilentInItsAnswer() throws Exception {
        provider.replies(wire -> wire.head(200).write(chunk("Te")).hang());

        var failure = askInVain();

        assertThat(failure.code()).isEqualTo(ModelException.MODEL_TIMEOUT);
        assertThat(failure).hasMessageContaining("fell silent");
        assertThat(shown).containsExactly("Te");
        assertThat(provider.received()).hasSize(1);
        assertThat(provider.wasLeft()).isTrue();
    }

    @Test
    void hangsUpOnAnAnswerThatNeverEnds() throws Exception {
        provider.replies(wire -> {
            wire.head(200);
            while (true) {
                wire.write(chunk("and "));
                assertThat(await(new CountDownLatch(1), Duration.ofMillis(20))).isFalse();
            }
        });

        var failure = askInVain(SHORT);

        assertThat(failure.code()).isEqualTo(ModelException.MODEL_TIMEOUT);
        assertThat(provider.wasLeft()).isTrue();
    }

    @Test
    void takesBrokenJsonForAFailure() {
        provider.replies(wire -> wire.head(200)
                .write(chunk("Te"))
                .write(frameOf("{\"cut\":"))
                .write(finish(stop()))
                .end());

        assertFailedWithoutAnswer("Te");
    }

    @Test
    void takesDataThatIsNoJsonForAFailure() {
        provider.replies(wire -> wire.head(200)
                .write(chunk("Te"))
                .write(frameOf("<html>"))
                .write(finish(stop()))
                .end());

        assertFailedWithoutAnswer("Te");
    }

    @Test
    void takesAConnectionCutWithinTheAnswerForAFailure() {
        provider.replies(wire -> wire.head(200).write(chunk("Te")));

        assertFailedWithoutAnswer("Te");
    }

    @Test
    void takesAStreamThatEndsWithoutFinishingForAFailure() {
        provider.replies(wire -> wire.head(200).write(chunk("Te")).end());

        assertFailedWithoutAnswer("Te");
    }

    @Test
    void takesAnErrorWithinTheAnswerForAFailure() {
        provider.replies(wire -> wire.head(200)
                .write(chunk("Te"))
                .write(overloaded())
                .write(finish(stop()))
                .end());

        assertFailedWithoutAnswer("Te");
    }

    @Test
    void takesAnEmptyAnswerForAFailure() {
        provider.replies(wire -> wire.head(200).write(finish(stop())).end());

        assertFailedWithoutAnswer();
    }

    @Test
    void takesAnEmptyStreamForAFailure() {
        provider.replies(wire -> wire.head(200).end());

        assertFailedWithoutAnswer();
    }

    @Test
    void namesTheSettingToMendWhenTheKeyIsRefused() {
        provider.replies(wire -> wire.refuse(401, "{\"error\":{\"message\":\"Incorrect API key: " + SECRET + "\"}}"));

        var failure = askInVain();

        assertThat(failure).hasMessage("llm 'main' refused the API key (401): check llms.main.api_key");
        assertThat(failure.retryable()).isFalse();
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void tellsTheProvidersReasonWithoutTheKey() {
        provider.replies(wire -> wire.refuse(400, "{\"error\":{\"message\":\"too long, " + SECRET + "\"}}"));

        assertThat(askInVain()).hasMessage("llm 'main' refused the request (400: too long, ***)");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void givesTheWholeHistoryWithToolCallsAndResults() {
        provider.replies(ok());

        model().answer(ModelRequest.of(toolHistory()), shown::add);

        assertToolHistory(
                new JsonMapper().readTree(provider.received().getFirst().body()));
    }

    @Test
    void throwsOnWhatTheReceiverOfChunksThrows() throws Exception {
        provider.replies(wire -> wire.head(200).write(chunk("Te")).hang());

        var thrown = catchThrowableOfType(
                IllegalStateException.class,
                () -> model().answer(question(), _ -> {
                    throw new IllegalStateException("client gone");
                }));

        assertThat(thrown).hasMessage("client gone");
        assertThat(provider.wasLeft()).isTrue();
    }

    @Test
    void endsWhenInterrupted() throws Exception {
        provider.replies(wire -> wire.head(200).write(chunk("Te")).hang());
        var caller = Thread.currentThread();

        var failure =
                catchThrowableOfType(ModelException.class, () -> model().answer(question(), _ -> caller.interrupt()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.code()).isEqualTo(ModelException.MODEL_FAILED);
        assertThat(provider.wasLeft()).isTrue();
    }

    private void assertFailedWithoutAnswer(String... chunks) {
        assertThat(askInVain().code()).isEqualTo(ModelException.MODEL_FAILED);
        assertThat(shown).containsExactly(chunks);
        assertThat(provider.received()).hasSize(1);
    }

    private Reply ok() {
        return wire ->
                wire.head(200).write(chunk("Teal.")).write(finish(stop())).end();
    }

    private ModelAnswer ask() {
        return model().answer(question(), shown::add);
    }

    private ModelException askInVain() {
        return askInVain(null);
    }

    private ModelException askInVain(@Nullable Duration timeout) {
        var request = new ModelRequest(question().messages(), timeout);
        var failure = catchThrowableOfType(ModelException.class, () -> model().answer(request, shown::add));
        assertThat(failure).isNotNull();
        assertThat(failure.detail()).doesNotContain(SECRET);
        return failure;
    }

    private LanguageModel model() {
        var limits = new LangChain4jModel.Limits(Duration.ofSeconds(2), SHORT);
        var retries = new RetryPolicy(ATTEMPTS, Duration.ofMillis(10), Duration.ofMillis(20), new Random(1));
        return new RetryingModel(
                new LangChain4jModel(llm(), String::length, limits, InstantSource.system()), retries, LONG);
    }

    private LlmConfig llm() {
        return new LlmConfig("main", type(), "stub-1", SECRET, provider.host(), 0.5, 99, LONG);
    }

    private static ModelRequest question() {
        return ModelRequest.of(List.of(message(Role.USER, "What is my favourite colour?")));
    }

    private static List<ContextMessage> toolHistory() {
        return List.of(
                message(Role.SYSTEM, "Be brief."),
                message(Role.SYSTEM, "Earlier they talked about colours."),
                message(Role.USER, "How warm is it in Rome?"),
                new ContextMessage(
                        Role.ASSISTANT,
                        "",
                        List.of(new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}")),
                        null,
                        1,
                        3,
                        3),
                new ContextMessage(Role.TOOL, "31 degrees", List.of(), "call_1", 1, 4, 4),
                message(Role.ASSISTANT, "It has 31 degrees."),
                message(Role.USER, "And in Oslo?"));
    }

    private static ContextMessage message(Role role, String content) {
        return new ContextMessage(role, content, List.of(), null, 1, 1, 1);
    }

    private static boolean await(CountDownLatch latch) {
        return await(latch, Duration.ofSeconds(5));
    }

    private static boolean await(CountDownLatch latch, Duration duration) {
        try {
            return latch.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
