package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** A gateway, a session of two, and clients that wait for their answers. */
abstract class TurnScenario {

    final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        clients.shutdownNow();
        gateway.close();
    }

    void restartWith(Duration busyTimeout) {
        gateway.close();
        gateway = new TestGateway(TestGateway.config(busyTimeout));
    }

    void givenSession() {
        for (var id : List.of("s1", "s2")) {
            gateway.sessions.create(
                    CreateSessionRequest.newBuilder()
                            .setAgent("assistant")
                            .setSessionId(id)
                            .setUserId("alice")
                            .build(),
                    Caller.unnamed());
        }
    }

    static SendMessageRequest.Builder message(String text) {
        return SendMessageRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId("s1")
                .setMessage(text);
    }

    MessageResponse send(String text) throws InterruptedException {
        return send(text, "s1");
    }

    MessageResponse send(String text, String session) throws InterruptedException {
        return gateway.turns.answer(message(text).setSessionId(session).build(), Caller.unnamed());
    }

    Future<MessageResponse> later(SendMessageRequest.Builder request) {
        var message = request.build();
        return clients.submit(() -> gateway.turns.answer(message, Caller.unnamed()));
    }

    void awaitRunning() {
        Awaitility.await().until(() -> gateway.model.running() == 1);
    }

    void awaitRunning(TestGateway other) {
        Awaitility.await().until(() -> gateway.model.running() + other.model.running() == 1);
    }

    /** Until so many messages are at least known to the session's line; they come one by one. */
    void awaitWaiting(int messages) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> gateway.admission.waiting("assistant/s1") >= messages - 1 && gateway.model.running() == 1);
    }

    List<String> types() {
        return gateway.local.types("assistant", "s1");
    }

    List<String> userMessages() {
        return gateway.local.contents("assistant", "s1", "user");
    }

    static void assertRefused(ErrorCode code, Callable<?> action) {
        assertThat(refusal(action).code()).isEqualTo(code);
    }

    static Refusal refusal(Callable<?> action) {
        var refused = assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(action::call)
                .actual();
        return refused.refusal();
    }

    static Refusal failure(Future<?> answer) {
        return refusal(() -> {
            try {
                return answer.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                throw (Exception) Objects.requireNonNull(failed.getCause());
            }
        });
    }
}
