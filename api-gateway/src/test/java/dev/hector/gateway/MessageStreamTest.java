package dev.hector.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.gateway.SseStream.Frame;
import dev.hector.models.ModelException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events over a real socket. */
class MessageStreamTest {

    private static final AtomicInteger SESSIONS = new AtomicInteger();
    private static GatewayServer server;
    private static Http http;

    private final String session = "/agents/assistant/sessions/stream-" + SESSIONS.incrementAndGet();

    @BeforeAll
    static void start() {
        server = GatewayServer.start(TestGateway.config(Duration.ofSeconds(5)));
        http = new Http(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void unscripted() {
        server.model.unscripted();
    }

    @Test
    void sendsEachChunkWhenTheModelSaysIt() {
        givenSession();
        server.model.scripted().say("Hello");
        try (var stream = open("Hi")) {
            assertThat(stream.frame()).satisfies(frame -> {
                assertThat(frame.event()).isEqualTo("turn.started");
                assertThat(frame.id()).isEqualTo("4");
            });
            assertThat(stream.frame()).isEqualTo(new Frame("4.5", "", "{\"chunk\":\"Hello\"}"));
            server.model.say(", world");
            assertThat(stream.frame()).isEqualTo(new Frame("4.12", "", "{\"chunk\":\", world\"}"));
            server.model.finish();
            assertThat(stream.frame()).satisfies(frame -> {
                assertThat(frame.event()).isEqualTo("turn.completed");
                assertThat(frame.id()).isEqualTo("6");
            });
            assertThat(stream.frame()).isEqualTo(new Frame("6.done", "", "[DONE]"));
            assertThat(stream.frame().data()).isEmpty();
        }
    }

    @Test
    void completesWithTheSameJsonAsThePlainAnswer() {
        givenSession();
        var streamed = post("Hi", "k1").rest();
        var plain = http.post(session + "/messages", "{\"message\":\"Hi\"}", key("k1"));
        assertThat(streamed.get(streamed.size() - 2).data()).isEqualTo(plain.body());
    }

    @Test
    void goesOnFromEveryFrameWithTheExactRemainder() {
        givenSession();
        var whole = post("one two three four 😀 five", "k1").rest();
        for (var cut = 0; cut < whole.size() - 1; cut++) {
            assertThat(texts(resume(whole.get(cut).id()).rest()))
                    .as("after frame %s", whole.get(cut))
                    .isEqualTo(texts(whole.subList(cut + 1, whole.size())));
        }
    }

    @Test
    void goesOnWithARunningTurnFromEveryFrame() {
        givenSession();
        server.model.scripted().say("a", "b\uD83D", "\uDE00c");
        try (var stream = open("Hi")) {
            var seen = List.of(stream.frame(), stream.frame(), stream.frame(), stream.frame());
            var resumed = seen.stream().map(frame -> resume(frame.id())).toList();
            server.model.say("d").finish();
            var tail = stream.rest();
            for (var cut = 0; cut < seen.size(); cut++) {
                var expected = new ArrayList<>(seen.subList(cut + 1, seen.size()));
                expected.addAll(tail);
                assertThat(resumed.get(cut).rest()).isEqualTo(expected);
            }
        }
    }

    @Test
    void keepsSurrogatePairsWhole() {
        givenSession();
        server.model.scripted().say("\uD83D", "\uDE00").finish();
        var frames = post("Hi", "k1").rest();
        assertThat(frames.get(1)).isEqualTo(new Frame("4.2", "", "{\"chunk\":\"😀\"}"));
    }

    @Test
    void aClientThatHangsUpDoesNotStopTheTurn() {
        givenSession();
        server.model.scripted().say("Hello");
        try (var stream = open("Hi")) {
            stream.frame();
        }
        server.model.say(" again").finish();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> http.get(session + "/messages").body().contains("Hello again"));
    }

    @Test
    void sendsHeartbeatsWhileTheModelThinks() {
        givenSession();
        server.model.scripted();
        try (var stream = open("Hi")) {
            stream.frame();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .pollDelay(Duration.ofMillis(800))
                    .until(() -> true);
            server.model.say("x").finish();
            stream.rest();
            assertThat(stream.comments()).isPositive();
        }
    }

    @Test
    void endsWithAProblemWhenTheModelFails() {
        givenSession();
        server.model.scripted().say("Hel").fail(ModelException.failed("The provider refused"));
        var frames = post("Hi", "k1").rest();
        assertThat(frames).last().satisfies(frame -> {
            assertThat(frame.event()).isEqualTo("error");
            assertThat(frame.id()).isEqualTo("5");
            assertThat(frame.data()).contains("\"code\":\"model_failed\"").contains("The provider refused");
        });
        assertThat(resume("5").status()).isEqualTo(204);
        assertThat(resume("4.3").rest()).hasSize(1).first().isEqualTo(frames.getLast());
    }

    @Test
    void refusesBeforeTheStreamWithAPlainProblem() {
        givenSession();
        var refused = http.post(
                session + "-none/messages/stream",
                "{\"message\":\"Hi\"}",
                request -> request.header("Accept", "text/event-stream"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.code()).isEqualTo("session_not_found");
    }

    @Test
    void refusesIdsThatNoStreamGave() {
        givenSession();
        post("Hi", "k1").rest();
        for (var id : List.of(
                "x",
                "0",
                "1",
                "4.999",
                "4.-1",
                "4.1.1",
                "3.1",
                "99",
                "99.1",
                "5.done",
                "",
                " ",
                "9999999999999999999999",
                "4.99999999999")) {
            var refused = http.get(session + "/messages/stream", request -> request.header("Last-Event-ID", id));
            assertThat(refused.status()).as("Last-Event-ID '%s'", id).isEqualTo(400);
            assertThat(refused.json().path("field").asString()).isEqualTo("last_event_id");
        }
        assertThat(http.get(session + "/messages/stream").status()).isEqualTo(400);
    }

    @Test
    void tellsEventSourceThatNothingIsLeft() {
        givenSession();
        var frames = post("Hi", "k1").rest();
        assertThat(resume(frames.getLast().id()).status()).isEqualTo(204);
    }

    @Test
    void tailsTheAuditLog() {
        givenSession();
        try (var tail = SseStream.open(
                http,
                http.request(session + "/events?from=1")
                        .header("Accept", "text/event-stream")
                        .build())) {
            assertThat(tail.frame()).satisfies(frame -> {
                assertThat(frame.id()).isEqualTo("1");
                assertThat(frame.data()).contains("SessionCreated");
            });
            http.post(session + "/messages", "{\"message\":\"Hi\"}");
            assertThat(List.of(
                            tail.frame().id(),
                            tail.frame().id(),
                            tail.frame().id(),
                            tail.frame().id(),
                            tail.frame().id()))
                    .containsExactly("2", "3", "4", "5", "6");
            http.send("DELETE", session, null);
            assertThat(tail.rest()).isEmpty();
        }
    }

    @Test
    void clientThatLeavesGivesItsPlaceBack() {
        givenSession();
        var others = server.tails().open();
        var tail = SseStream.open(
                http,
                http.request(session + "/events?from=1")
                        .header("Accept", "text/event-stream")
                        .build());
        assertThat(tail.frame().id()).isEqualTo("1");
        assertThat(server.tails().open()).isEqualTo(others + 1);

        tail.close();

        await().atMost(5, SECONDS).until(() -> server.tails().open() == others);
    }

    private void givenSession() {
        var id = session.substring(session.lastIndexOf('/') + 1);
        http.post("/agents/assistant/sessions", "{\"session_id\":\"" + id + "\"}");
    }

    private SseStream open(String message) {
        return SseStream.open(
                http,
                Http.json(http.request(session + "/messages/stream"), body(message))
                        .build());
    }

    private SseStream post(String message, String key) {
        return SseStream.open(
                http,
                Http.json(http.request(session + "/messages/stream"), body(message))
                        .header("Idempotency-Key", key)
                        .build());
    }

    private SseStream resume(String id) {
        return SseStream.open(
                http,
                http.request(session + "/messages/stream")
                        .header("Last-Event-ID", id)
                        .GET()
                        .build());
    }

    private static UnaryOperator<HttpRequest.Builder> key(String key) {
        return request -> request.header("Idempotency-Key", key);
    }

    private static String body(String message) {
        return JsonMapper.shared().writeValueAsString(Map.of("message", message));
    }

    /** The answer's text and everything else, however it was cut into chunks. */
    private static String texts(List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame.data().startsWith("{\"chunk\"")
                        ? JsonMapper.shared()
                                .readTree(frame.data())
                                .path("chunk")
                                .asString()
                        : "\n" + frame)
                .collect(Collectors.joining());
    }
}
