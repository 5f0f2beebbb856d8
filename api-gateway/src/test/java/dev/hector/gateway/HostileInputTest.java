package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.gateway.Http.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile input is refused with a reason and changes nothing. */
class HostileInputTest {

    private static final String SESSION = "/agents/assistant/sessions/hostile";
    private static GatewayServer server;
    private static Http http;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(TestGateway.config(Duration.ofSeconds(1)));
        http = new Http(server.url());
        http.send("PUT", SESSION, null);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(server.local.types("assistant", "hostile")).containsExactly("SessionCreated");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("", "body"),
                Arguments.of(" ", "body"),
                Arguments.of("null", "body"),
                Arguments.of("[]", "body"),
                Arguments.of("\"text\"", "body"),
                Arguments.of("42", "body"),
                Arguments.of("{", "body"),
                Arguments.of("{}", "message"),
                Arguments.of("{\"message\":\"a\"} x", "body"),
                Arguments.of("{\"message\":\"a\"}{\"message\":\"b\"}", "body"),
                Arguments.of("{\"message\":\"a\",\"message\":\"b\"}", "body"),
                Arguments.of("{'message':'a'}", "body"),
                Arguments.of("{\"message\":NaN}", "body"),
                Arguments.of("{\"message\":\"\"}", "message"),
                Arguments.of("{\"message\":\" \\n\\t\"}", "message"),
                Arguments.of("{\"message\":null}", "message"),
                Arguments.of("{\"message\":1}", "message"),
                Arguments.of("{\"message\":true}", "message"),
                Arguments.of("{\"message\":[\"a\"]}", "message"),
                Arguments.of("{\"message\":\"a\\u0000b\"}", "message"),
                Arguments.of("{\"message\":\"\\ud83d\"}", "message"),
                Arguments.of("{\"message\":\"\\ude00 a\"}", "message"),
                Arguments.of("{\"message\":{}}", "message.parts"),
                Arguments.of("{\"message\":{\"parts\":[]}}", "message.parts"),
                Arguments.of("{\"message\":{\"parts\":[null]}}", "message.parts"),
                Arguments.of("{\"message\":{\"parts\":[{\"kind\":\"file\"}]}}", "message.parts"),
                Arguments.of("{\"message\":{\"parts\":[{\"text\":7}]}}", "message.parts[0].text"),
                Arguments.of("{\"message\":{\"parts\":\"a\"}}", "message.parts"),
                Arguments.of("{\"message\":{\"text\":\"a\"}}", "message.text"),
                Arguments.of("{\"message\":{\"role\":\"agent\",\"parts\":[{\"text\":\"a\"}]}}", "role"),
                Arguments.of("{\"mesage\":\"a\"}", "mesage"),
                Arguments.of("{\"message\":\"a\",\"respond\":\"no\"}", "respond"),
                Arguments.of("{\"message\":\"a\",\"respond\":0}", "respond"),
                Arguments.of("{\"message\":\"a\",\"role\":\"assistant\"}", "role"),
                Arguments.of("{\"message\":\"a\",\"role\":\"robot\",\"respond\":false}", "role"),
                Arguments.of("{\"message\":\"a\",\"role\":\"tool\",\"respond\":false}", "tool_call_id"),
                Arguments.of("{\"message\":\"a\",\"tool_call_id\":\"c\",\"respond\":false}", "tool_call_id"),
                Arguments.of("{\"message\":\"a\",\"tool_calls\":[{\"id\":\"c\",\"name\":\"n\"}]}", "tool_calls"),
                Arguments.of(
                        "{\"message\":\"a\",\"respond\":false,\"role\":\"assistant\",\"tool_calls\":[{}]}",
                        "tool_calls.id"),
                Arguments.of(
                        "{\"message\":\"a\",\"respond\":false,\"role\":\"assistant\",\"tool_calls\":[null]}",
                        "tool_calls"),
                Arguments.of("{\"message\":\"a\",\"occurred_at\":\"2026-01-31T12:00:00Z\"}", "occurred_at"),
                Arguments.of("{\"message\":\"a\",\"respond\":false,\"occurred_at\":\"yesterday\"}", "occurred_at"),
                Arguments.of("{\"message\":\"a\",\"respond\":false,\"occurred_at\":1}", "occurred_at"),
                Arguments.of(
                        "{\"message\":\"a\",\"respond\":false,\"occurred_at\":\"+99999-01-01T00:00:00Z\"}",
                        "occurred_at"),
                Arguments.of("{\"message\":\"a\",\"message_id\":5}", "message_id"),
                Arguments.of("{\"message\":\"a\",\"message_id\":\" x\"}", "message_id"),
                Arguments.of("{\"message\":\"a\",\"message_id\":\"" + "x".repeat(300) + "\"}", "message_id"),
                Arguments.of("{\"message\":\"a\",\"user_id\":\"a\\nb\"}", "user_id"),
                Arguments.of("{\"message\":\"a\",\"user_id\":{}}", "user_id"),
                Arguments.of("{\"message\":\"a\",\"metadata\":[]}", "metadata"),
                Arguments.of("{\"message\":\"a\",\"metadata\":{\"n\":12345678901234567890}}", "metadata.n"),
                Arguments.of("{\"message\":\"a\",\"metadata\":{\"n\":1e999}}", "metadata.n"),
                Arguments.of("{\"message\":\"a\",\"metadata\":{\"n\":1e1000000000}}", "metadata.n"),
                Arguments.of("{\"message\":\"a\",\"metadata\":{\"n\":\"\\u0000\"}}", "metadata.n"),
                Arguments.of("{\"message\":\"a\",\"metadata\":{\"\\u0000\":1}}", "metadata"),
                Arguments.of("{\"message\":\"a\",\"metadata\":{\"n\":\"" + "x".repeat(17_000) + "\"}}", "metadata"),
                Arguments.of(
                        "{\"message\":\"a\",\"metadata\":{\"n\":" + "[".repeat(40) + "]".repeat(40) + "}}", "body"),
                Arguments.of("[".repeat(100_000), "body"),
                Arguments.of("{\"message\":\"a\",\"metadata\":{\"n\":" + "9".repeat(2000) + "}}", "body"),
                Arguments.of("{\"" + "k".repeat(2000) + "\":1}", "body"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesTheBodyNamingTheField(String body, String field) {
        var reply = http.post(SESSION + "/messages", body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_request");
        assertThat(reply.json().path("field").asString()).as(reply.body()).isEqualTo(field);
        assertThat(reply.body())
                .doesNotContain("dev.hector")
                .doesNotContain("tools.jackson")
                .doesNotContain("Exception");
        var streamed = http.post(SESSION + "/messages/stream", body);
        assertThat(streamed.status()).as(streamed.body()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":\"\\u0000\"}",
                "{\"session_id\":\"a b\"}",
                "{\"session_id\":\"a/b\"}",
                "{\"session_id\":\"ä\"}",
                "{\"session_id\":7}",
                "{\"title\":\"\\u0000\"}",
                "{\"title\":[]}",
                "{\"user_id\":\"\\ud800\"}",
                "{\"metadata\":\"x\"}",
                "{\"unknown\":1}",
                "[]"
            })
    void refusesASessionThatIsNone(String body) {
        assertRefused(http.post("/agents/assistant/sessions", body), 400);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertRefused(http.post("/agents/assistant/sessions", "{\"title\":\"" + "x".repeat(257) + "\"}"), 400);
        assertRefused(http.post("/agents/assistant/sessions", "{\"session_id\":\"" + "x".repeat(129) + "\"}"), 400);
        assertRefused(http.send("PUT", "/agents/assistant/sessions/" + "x".repeat(129), null), 400);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        var bytes = "{\"message\":\"a\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(post(SESSION + "/messages", BodyPublishers.ofByteArray(bytes)), 400);
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        var large = ("{\"message\":\"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertRefused(post(SESSION + "/messages", BodyPublishers.ofByteArray(large)), 413);
        assertRefused(
                post(SESSION + "/messages", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))), 413);
        assertRefused(
                post("/agents/assistant/sessions", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))),
                413);
    }

    @Test
    void refusesMessagesThatTheModelCannotBeGiven() {
        var reply = http.post(SESSION + "/messages", "{\"message\":\"" + "x".repeat(20_000) + "\"}");
        assertRefused(reply, 413);
        assertThat(reply.code()).isEqualTo("message_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE||",
                "GET / HTTP/9.9|Host: x||",
                "GET /agents HTTP/1.1||",
                "GET /agents HTTP/1.1|Host: x|Bad Header||",
                "GET /agents/%zz HTTP/1.1|Host: x||",
                "GET /agents/%00/sessions HTTP/1.1|Host: x||",
                "GET /agents/%ff/sessions HTTP/1.1|Host: x|Connection: close||",
                "GET /agents/..%2f..%2fetc HTTP/1.1|Host: x||",
                "POST /agents/assistant/sessions HTTP/1.1|Host: x|Content-Length: -5||",
                "POST /agents/assistant/sessions HTTP/1.1|Host: x|Transfer-Encoding: odd||",
                "POST /agents/assistant/sessions HTTP/1.1|Host: x|Content-Type: application/json|Transfer-Encoding:"
                        + " chunked|Connection: close||zz|",
                "POST /agents/assistant/sessions HTTP/1.1|Host: x|Content-Type: ;;;|Content-Length: 2|Connection:"
                        + " close||{}",
                "POST /agents/assistant/sessions HTTP/1.1|Host: x|Content-Type:"
                        + " application/json;charset=nope|Content-Length: 2|Connection: close||{}",
                "GET /agents HTTP/1.1|Host: x|Accept: ;;;|Connection: close||",
                "GET /agents/assistant/sessions HTTP/1.1|Host: x|X-User-Id: \u00ff|Connection: close||",
                "TRACE /agents HTTP/1.1|Host: x|Connection: close||",
                "FOO /agents HTTP/1.1|Host: x|Connection: close||"
            })
    void refusesWhatIsNoProperHttp(String request) throws IOException {
        var reply = raw(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reply).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @Test
    void neverBreaksOnRandomMutations() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var valid =
                "{\"message\":{\"message_id\":\"m\",\"role\":\"system\",\"parts\":[{\"text\":\"a\"}]},\"metadata\":{\"a\":1}}"
                        .getBytes(StandardCharsets.UTF_8);
        for (var round = 0; round < 300; round++) {
            var reply = post(SESSION + "/messages", BodyPublishers.ofByteArray(mutated(valid, random)));
            assertThat(reply.status())
                    .as("seed %d, round %d: %s", seed, round, reply.body())
                    .isBetween(400, 499);
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        var bytes = Arrays.copyOf(valid, valid.length - random.nextInt(3));
        for (var count = random.nextInt(4); count > 0; count--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static Reply post(String path, BodyPublisher body) {
        return http.text(http.request(path)
                .header("Content-Type", "application/json")
                .POST(body)
                .build());
    }

    private static String raw(byte[] request) throws IOException {
        var port = Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1));
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request);
            var reply = new StringBuilder();
            var buffer = new byte[4096];
            for (var read = socket.getInputStream().read(buffer);
                    read > 0 && reply.indexOf("}") < 0;
                    read = socket.getInputStream().read(buffer)) {
                reply.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
            return reply.toString();
        }
    }

    private static void assertRefused(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.code()).isNotEmpty();
    }
}
