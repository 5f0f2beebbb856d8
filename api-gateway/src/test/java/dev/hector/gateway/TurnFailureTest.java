package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.models.ModelException;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.wire.ErrorCode;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whatever happens to a turn, it ends once, and its client is told how. */
class TurnFailureTest extends TurnScenario {

    @Test
    void aFailedModelIsAFailedTurnAndNeverAnAnswer() throws Exception {
        givenSession();
        var request = message("Hello").setIdempotencyKey("k1").build();
        gateway.model.scripted().say("partial ").fail(ModelException.failed("The provider refused"));
        var failure = refusal(() -> gateway.turns.answer(request, Caller.unnamed()));
        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED);
        assertThat(failure.detail()).isEqualTo("The provider refused");
        assertThat(types()).endsWith("TurnStarted", "TurnFailed");
        assertThat(refusal(() -> gateway.turns.answer(request, Caller.unnamed())))
                .as("a repeated message fails alike")
                .isEqualTo(failure);
        gateway.model.unscripted();
        assertThat(send("again").getResponse()).startsWith("You said: ").endsWith("again");
    }

    @Test
    void aSlowModelIsATimeout() {
        givenSession();
        gateway.model.scripted().fail(ModelException.timeout("Took too long"));
        assertRefused(ErrorCode.MODEL_TIMEOUT, () -> send("Hello"));
    }

    @Test
    void aModelThatIgnoresItsTimeoutIsGivenUp() {
        gateway.close();
        gateway = new TestGateway(TestGateway.config(Duration.ofSeconds(5), Duration.ofMillis(100)));
        givenSession();
        gateway.model.scripted();
        assertRefused(ErrorCode.MODEL_TIMEOUT, () -> send("Hello"));
        Awaitility.await().until(() -> gateway.model.running() == 0);
    }

    @Test
    void anEmptyAnswerIsAFailure() {
        givenSession();
        gateway.model.scripted().say(" \n").finish();
        assertRefused(ErrorCode.MODEL_FAILED, () -> send("Hello"));
    }

    @Test
    void aDefectOfTheModelTellsNothingOfItself() {
        givenSession();
        gateway.model.scripted().fail(new IllegalStateException("secret"));
        assertThat(refusal(() -> send("Hello")).detail()).doesNotContain("secret");
        assertThat(types()).endsWith("TurnFailed");
    }

    @Test
    void renewsTheLeaseWhileTheModelThinks() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> gateway.local.faults.renewals() >= 3);
        gateway.model.say("done").finish();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("done");
    }

    @Test
    void renewsTheLeaseWhileAnotherCallWaits() throws Exception {
        givenSession();
        gateway.local.faults.holdUp("ReadTurnContext");
        var answer = later(message("Hello"));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> gateway.local.faults.renewals() >= 3);
        gateway.local.faults.letGo();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("You said: Hello");
    }

    @Test
    void renewsNothingOnceTheTurnHasEnded() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        Awaitility.await().until(() -> gateway.local.faults.renewals() >= 1);
        gateway.model.say("done").finish();
        answer.get(5, TimeUnit.SECONDS);
        var renewals = gateway.local.faults.renewals();
        Awaitility.await()
                .during(TestGateway.TIMINGS.renewal().multipliedBy(4))
                .until(() -> gateway.local.faults.renewals() <= renewals + 1);
    }

    @Test
    void aCallThatWaitsForeverDoesNotOutlastTheLease() throws Exception {
        givenSession();
        gateway.local.faults.holdUp("ReadTurnContext");
        var answer = later(message("Hello"));
        assertThat(failure(answer).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        gateway.local.faults.letGo();
    }

    @Test
    void aTurnGoesOnWhenItsCallersCallIsCancelled() throws Exception {
        givenSession();
        gateway.local.faults.holdUp("ReadTurnContext");
        var call = Context.current().withCancellation();
        var answer = clients.submit(
                call.wrap(() -> gateway.turns.answer(message("Hello").build(), Caller.unnamed())));
        Awaitility.await().until(() -> types().contains("TurnStarted"));
        call.cancel(null);
        gateway.local.faults.letGo();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("You said: Hello");
    }

    @Test
    void discardsTheAnswerOfALostTurn() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        gateway.local.failOpenTurn("assistant", "s1", "owner_lost", "The lease ran out");
        assertThat(failure(answer).code()).isEqualTo(ErrorCode.TURN_FAILED);
        assertThat(types()).doesNotContain("TurnCompleted");
        Awaitility.await().until(() -> gateway.model.running() == 0);
    }

    @Test
    void endingTheSessionEndsItsTurn() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        gateway.sessions.end(
                EndSessionRequest.newBuilder()
                        .setAgent("assistant")
                        .setSessionId("s1")
                        .build(),
                Caller.unnamed());
        assertThat(failure(answer).code()).isEqualTo(ErrorCode.SESSION_ENDED);
        assertRefused(ErrorCode.SESSION_ENDED, () -> send("more"));
    }

    @Test
    void aStoreThatIsAwayForAWhileCostsNoAnswer() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        gateway.local.faults.takeStoreAway();
        gateway.model.say("kept").finish();
        Awaitility.await().pollDelay(Duration.ofMillis(400)).until(() -> !answer.isDone());
        gateway.local.faults.bringStoreBack();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("kept");
    }

    @Test
    void anAnswerWhoseReplyWasLostIsTheOneInTheLog() throws Exception {
        givenSession();
        gateway.model.scripted();
        gateway.local.faults.loseReplies(true);
        var answer = later(message("Hello").setIdempotencyKey("k1"));
        gateway.model.say("once").finish();
        Awaitility.await().until(() -> types().contains("TurnCompleted"));
        gateway.local.faults.loseReplies(false);
        assertThat(answer.get(5, TimeUnit.SECONDS))
                .isEqualTo(gateway.turns.answer(
                        message("Hello").setIdempotencyKey("k1").build(), Caller.unnamed()));
        assertThat(types()).containsOnlyOnce("TurnCompleted");
    }

    @Test
    void aStoreThatStaysAwayIsSaidToBe() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        gateway.local.faults.takeStoreAway();
        gateway.model.say("lost").finish();
        var refusal = failure(answer);
        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(refusal.retryAfterSeconds()).isPresent();
    }

    @Test
    void stoppingWaitsForRunningTurnsAndBeginsNoMore() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        var stopped = clients.submit(() -> {
            gateway.turns.drain();
            return "stopped";
        });
        Awaitility.await().until(gateway.running::isClosed);
        assertRefused(ErrorCode.SHUTTING_DOWN, () -> send("late", "s2"));
        assertThat(stopped.isDone()).isFalse();
        gateway.model.say("done").finish();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("done");
        assertThat(stopped.get(5, TimeUnit.SECONDS)).isEqualTo("stopped");
    }

    @Test
    void stoppingCancelsTurnsThatTakeTooLong() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        gateway.turns.drain();
        assertThat(failure(answer).code()).isEqualTo(ErrorCode.TURN_FAILED);
        assertThat(types()).endsWith("TurnFailed");
    }

    @Test
    void stoppingEndsATurnThatIsOpenedTooLate() throws Exception {
        givenSession();
        var answer = opensWhileStopping(message("Hello"));
        assertThat(failure(answer).code()).isEqualTo(ErrorCode.TURN_FAILED);
        assertThat(types()).endsWith("TurnStarted", "TurnFailed");
        assertThat(gateway.running.awaitEnd(Duration.ZERO)).isTrue();
    }

    /** The store answers only when the gateway has stopped. */
    private Future<MessageResponse> opensWhileStopping(SendMessageRequest.Builder message) throws InterruptedException {
        gateway.local.faults.holdUp();
        var answer = later(message);
        Awaitility.await().until(() -> gateway.running.count() == 1);
        gateway.turns.drain();
        gateway.local.faults.letGo();
        return answer;
    }
}
