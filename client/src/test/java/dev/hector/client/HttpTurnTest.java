package dev.hector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that go wrong, from a server that answers each request with the next script. */
class HttpTurnTest {

    private static final String STARTED = "id: 3\nevent: turn.started\ndata: {\"session_id\":\"s\"}\n\n";
    private static final String COMPLETED =
            "id: 5\nevent: turn.completed\ndata: {\"session_id\":\"s\",\"response\":\"Hello you\",\"sequence\":5}\n\n"
                    + "id: 5.done\ndata: [DONE]\n\n";

    private final Deque<String> scripts = new ArrayDeque<>();
    private final List<@Nullable String> lastEventIds = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private SessionClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/base/agents/assistant/sessions/s/messages/stream", exchange -> {
            lastEventIds.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var script = scripts.remove();
            var status = script.startsWith("{") ? 503 : script.startsWith("<") ? 502 : 200;
            exchange.sendResponseHeaders(status, 0);
            try (var body = exchange.getResponseBody()) {
                body.write(script.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
        client = HectorClient.rest(address).withToken("token").sessionsOf("assistant");
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aStreamIsReadToItsEnd() {
        scripts.add(STARTED + ": heartbeat\n\n" + piece("3.6", "Hello ") + piece("3.9", "you") + COMPLETED);

        assertThat(client.send("s", "Hi", pieces::add).response()).isEqualTo("Hello you");
        assertThat(pieces).containsExactly("Hello ", "you");
        assertThat(bodies).singleElement().asString().contains("\"message\":\"Hi\"", "\"message_id\":\"msg_");
    }

    @Test
    void aStreamThatBreaksIsTakenUpWhereItBroke() {
        scripts.add(STARTED + piece("3.6", "Hello ") + "data: {\"chu");
        scripts.add(piece("3.9", "you") + COMPLETED);

        assertThat(client.send("s", "Hi", pieces::add).response()).isEqualTo("Hello you");
        assertThat(pieces).containsExactly("Hello ", "you");
        assertThat(lastEventIds).containsExactly(null, "3.6");
    }

    @Test
    void aStreamThatNeverEndsWellIsGivenUp() {
        scripts.addAll(List.of(STARTED, "", "", "", "", ""));

        assertThat(codeOfSending()).isEqualTo("broken_stream");
    }

    @Test
    void aStreamThatEndsBeforeItBeganIsNotRepeated() {
        scripts.add("");

        assertThat(codeOfSending()).isEqualTo("broken_stream");
        assertThat(lastEventIds).hasSize(1);
    }

    @Test
    void anErrorInTheStreamIsTheCommandsError() {
        scripts.add(STARTED + piece("3.6", "Hello ")
                + "event: error\ndata: {\"code\":\"model_timeout\",\"detail\":\"too slow\"}\n\n");

        assertThat(codeOfSending()).isEqualTo("model_timeout");
        assertThat(pieces).containsExactly("Hello ");
    }

    @Test
    void aProblemDocumentIsTheCommandsError() {
        scripts.add("{\"code\":\"store_unavailable\",\"title\":\"no store\"}");

        assertThat(codeOfSending()).isEqualTo("store_unavailable");
    }

    @Test
    void aProxyThatFindsNoServerMeansUnreachable() {
        scripts.add("<html>Bad gateway</html>");

        assertThat(codeOfSending()).isEqualTo("unreachable");
    }

    private String codeOfSending() {
        var refusal = catchThrowableOfType(RefusedException.class, () -> client.send("s", "Hi", pieces::add));
        return Objects.requireNonNull(refusal, "was granted").code();
    }

    private static String piece(String id, String text) {
        return "id: " + id + "\ndata: {\"chunk\":\"" + text + "\"}\n\n";
    }
}
