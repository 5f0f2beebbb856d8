package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A stop is seen as 503 by new requests, and not at all by those that are being answered. */
class GracefulStopTest {

    private static final String SESSION = "/agents/assistant/sessions/s";

    @Test
    void runningTurnsEndAndNewOnesAreRefusedWhileStopping() throws Exception {
        var server = GatewayServer.start(TestGateway.config(Duration.ofMillis(100)));
        var http = new Http(server.url());
        http.send("PUT", SESSION, null);
        http.send("PUT", SESSION + "2", null);
        server.model.scripted().say("Hello");
        try (var stream = SseStream.open(
                        http,
                        Http.json(http.request(SESSION + "/messages/stream"), "{\"message\":\"Hi\"}")
                                .build());
                var tail = SseStream.open(
                        http,
                        http.request(SESSION + "2/events?from=1")
                                .header("Accept", "text/event-stream")
                                .build())) {
            stream.frame();
            tail.frame();
            var stopped = CompletableFuture.runAsync(server::close);
            Awaitility.await().until(() -> http.get("/health/ready").status() == 503);
            var refused = http.post(SESSION + "2/messages", "{\"message\":\"Hi\"}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("shutting_down");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(tail.rest()).isEmpty();
            server.model.say(" again").finish();
            assertThat(stream.rest())
                    .last()
                    .satisfies(frame -> assertThat(frame.data()).isEqualTo("[DONE]"));
            stopped.get(20, TimeUnit.SECONDS);
        }
    }
}
