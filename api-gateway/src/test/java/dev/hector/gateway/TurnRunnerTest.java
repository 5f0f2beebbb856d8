package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.models.ModelException;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnRunnerTest {

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        clients.shutdownNow();
        gateway.close();
    }

    @Test
    void answersWithWhatTheModelSaid() throws Exception {
        givenSession();
        var answer = send("Hello");
        assertThat(answer.getResponse()).isEqualTo("You said: Hello");
        assertThat(answer.getSequence()).isEqualTo(5);
        assertThat(answer.getModel()).isEqualTo("scripted-1");
        assertThat(answer.getMemory().getMessages()).isEqualTo(2);
        assertThat(types())
                .containsExactly(
                        "SessionCreated", "MessageAppended", "TurnStarted", "MessageAppended", "TurnCompleted");
    }

    @Test
    void givesTheModelTheWorkingMemoryAsOfTheTurnsStart() throws Exception {
        givenSession();
        send("one");
        send("two");
        assertThat(gateway.model.requests().getLast().messages())
                .extracting(message -> message.role().wireName() + ":" + message.content())
                .containsExactly("system:Be brief.", "user:one", "assistant:You said: one", "user:two");
    }

    @Test
    void runsOneTurnAtATimeInOrderOfArrival() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answers = new ArrayList<Future<MessageResponse>>();
        for (var number = 1; number <= 5; number++) {
            answers.add(later(message("message " + number)));
            awaitWaiting(answers.size());
        }
        for (var number = 1; number <= 5; number++) {
            gateway.model.say("answer " + number).finish();
            assertThat(answers.get(number - 1).get(5, TimeUnit.SECONDS).getResponse())
                    .isEqualTo("answer " + number);
        }
        assertThat(gateway.model.mostRunning()).isEqualTo(1);
        assertThat(userMessages()).containsExactly("message 1", "message 2", "message 3", "message 4", "message 5");
    }

    @Test
    void refusesASecondMessageWhenTheFirstTakesTooLong() throws Exception {
        restartWith(Duration.ofMillis(150));
        givenSession();
        gateway.model.scripted();
        var first = later(message("first"));
        awaitRunning();
        assertRefused(ErrorCode.SESSION_BUSY, () -> send("second"));
        gateway.model.say("done").finish();
        assertThat(first.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("done");
        assertThat(userMessages()).containsExactly("first");
    }

    @Test
    void waitsForTheTurnOfAnotherProcess() throws Exception {
        givenSession();
        var other = gateway.sibling();
        gateway.model.scripted();
        var first = later(message("first"));
        awaitRunning();
        var second = clients.submit(() -> other.turns.answer(message("second").build(), Caller.unnamed()));
        gateway.model.say("done").finish();
        assertThat(first.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("done");
        assertThat(second.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("You said: second");
    }

    @Test
    void twentyCopiesOfAMessageAreOneTurnWithOneAnswer() throws Exception {
        givenSession();
        var other = gateway.sibling();
        gateway.model.scripted();
        other.model.scripted();
        var copies = new ArrayList<Future<MessageResponse>>();
        for (var copy = 0; copy < 20; copy++) {
            var process = copy % 2 == 0 ? gateway : other;
            copies.add(clients.submit(() -> process.turns.answer(
                    message("Hello").setIdempotencyKey("k1").build(), Caller.unnamed())));
        }
        awaitRunning(other);
        gateway.model.say("once").finish();
        other.model.say("once").finish();
        var answers = new HashSet<MessageResponse>();
        for (var copy : copies) {
            answers.add(copy.get(5, TimeUnit.SECONDS));
        }
        assertThat(answers).hasSize(1);
        assertThat(gateway.model.requests().size() + other.model.requests().size())
                .isEqualTo(1);
    }

    @Test
    void aRepeatedMessageIsAnsweredLikeTheFirstByAnyProcess() throws Exception {
        givenSession();
        var request = message("Hello").setMessageId("m-1").build();
        var first = gateway.turns.answer(request, Caller.unnamed());
        send("another");
        assertThat(gateway.turns.answer(request, Caller.unnamed())).isEqualTo(first);
        assertThat(gateway.sibling().turns.answer(request, Caller.unnamed())).isEqualTo(first);
        assertThat(userMessages()).containsExactly("Hello", "another");
    }

    @Test
    void aKeyStandsForOneMessageOnly() throws Exception {
        givenSession();
        gateway.model.scripted();
        var first = later(message("Hello").setIdempotencyKey("k1"));
        awaitRunning();
        assertRefused(
                ErrorCode.KEY_REUSED,
                () -> gateway.turns.answer(
                        message("Other").setIdempotencyKey("k1").build(), Caller.unnamed()));
        gateway.model.say("done").finish();
        first.get(5, TimeUnit.SECONDS);
        assertRefused(
                ErrorCode.KEY_REUSED,
                () -> gateway.turns.answer(
                        message("Hello")
                                .setIdempotencyKey("k1")
                                .setRespond(true)
                                .setMetadata(Structs.struct("metadata", Map.of("a", 1)))
                                .build(),
                        Caller.unnamed()));
    }

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
        assertThat(send("again").getResponse()).isEqualTo("You said: again");
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
        gateway = new TestGateway(
                FakeServices.start(),
                new ScriptedModel(),
                TestGateway.config(Duration.ofSeconds(5), Duration.ofMillis(100)));
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
    void whatNoStoreKeepsIsReplacedInAnswers() throws Exception {
        givenSession();
        gateway.model
                .scripted()
                .say("a\0b", "\uD83D", "c", "\uD83D", "\uDE00", "\uDE00")
                .finish();
        assertThat(send("Hello").getResponse()).isEqualTo("a\uFFFDb\uFFFDc😀\uFFFD");
    }

    @Test
    void renewsTheLeaseWhileTheModelThinks() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> gateway.fakes.renewals() >= 3);
        gateway.model.say("done").finish();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("done");
    }

    @Test
    void discardsTheAnswerOfALostTurn() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        gateway.fakes.failOpenTurn("assistant", "s1", "owner_lost", "The lease ran out");
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
        gateway.fakes.takeStoreAway();
        gateway.model.say("kept").finish();
        Awaitility.await().pollDelay(Duration.ofMillis(400)).until(() -> !answer.isDone());
        gateway.fakes.bringStoreBack();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("kept");
    }

    @Test
    void anAnswerWhoseReplyWasLostIsTheOneInTheLog() throws Exception {
        givenSession();
        gateway.model.scripted();
        gateway.fakes.loseReplies(true);
        var answer = later(message("Hello").setIdempotencyKey("k1"));
        gateway.model.say("once").finish();
        Awaitility.await().until(() -> types().contains("TurnCompleted"));
        gateway.fakes.loseReplies(false);
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
        gateway.fakes.takeStoreAway();
        gateway.model.say("lost").finish();
        var refusal = failure(answer);
        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(refusal.retryAfterSeconds()).isPresent();
    }

    @Test
    void aMessageThatCannotFitIsRefusedBeforeItIsStored() {
        givenSession();
        assertRefused(ErrorCode.MESSAGE_TOO_LARGE, () -> send("x".repeat(4 * 4000)));
        assertRefused(ErrorCode.MESSAGE_TOO_LARGE, () -> send("x".repeat(1_000_000)));
        assertThat(types()).containsExactly("SessionCreated");
    }

    @Test
    void theLargestMessageThatFitsIsAnswered() throws Exception {
        givenSession();
        gateway.model.scripted().say("ok").finish();
        var room = 4000 - (3 + 4) - 4;
        assertThat(send("x".repeat(4 * room)).getResponse()).isEqualTo("ok");
        assertRefused(ErrorCode.MESSAGE_TOO_LARGE, () -> send("x".repeat(4 * room + 1)));
    }

    @Test
    void anotherUserCannotAttachToARunningTurn() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello").setIdempotencyKey("k1"));
        awaitRunning();
        assertRefused(
                ErrorCode.SESSION_NOT_FOUND,
                () -> gateway.turns.answer(
                        message("Hello").setIdempotencyKey("k1").build(), Caller.of("mallory")));
        gateway.model.say("done").finish();
        assertThat(answer.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("done");
    }

    @Test
    void storedMessagesWaitForTheRunningTurn() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Hello"));
        awaitRunning();
        var stored = clients.submit(
                () -> gateway.sessions.append(message("Note").setRespond(false).build(), Caller.unnamed()));
        awaitWaiting(1);
        gateway.model.say("done").finish();
        assertThat(answer.get(5, TimeUnit.SECONDS).getSequence()).isEqualTo(5);
        assertThat(stored.get(5, TimeUnit.SECONDS).getSequence()).isEqualTo(6);
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

    private void restartWith(Duration busyTimeout) {
        gateway.close();
        gateway = new TestGateway(FakeServices.start(), new ScriptedModel(), TestGateway.config(busyTimeout));
    }

    private void givenSession() {
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

    private static SendMessageRequest.Builder message(String text) {
        return SendMessageRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId("s1")
                .setMessage(text);
    }

    private MessageResponse send(String text) throws InterruptedException {
        return send(text, "s1");
    }

    private MessageResponse send(String text, String session) throws InterruptedException {
        return gateway.turns.answer(message(text).setSessionId(session).build(), Caller.unnamed());
    }

    private Future<MessageResponse> later(SendMessageRequest.Builder request) {
        var message = request.build();
        return clients.submit(() -> gateway.turns.answer(message, Caller.unnamed()));
    }

    private void awaitRunning() {
        Awaitility.await().until(() -> gateway.model.running() == 1);
    }

    private void awaitRunning(TestGateway other) {
        Awaitility.await().until(() -> gateway.model.running() + other.model.running() == 1);
    }

    /** Until so many messages are at least known to the session's line; they come one by one. */
    private void awaitWaiting(int messages) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> gateway.admission.waiting("assistant/s1") >= messages - 1 && gateway.model.running() == 1);
    }

    private List<String> types() {
        return gateway.fakes.types("assistant", "s1");
    }

    private List<String> userMessages() {
        return gateway.fakes.contents("assistant", "s1", "user");
    }

    private static void assertRefused(ErrorCode code, Callable<?> action) {
        assertThat(refusal(action).code()).isEqualTo(code);
    }

    private static Refusal refusal(Callable<?> action) {
        var refused = assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(action::call)
                .actual();
        return refused.refusal();
    }

    private static Refusal failure(Future<?> answer) {
        return refusal(() -> {
            try {
                return answer.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                throw (Exception) Objects.requireNonNull(failed.getCause());
            }
        });
    }
}
