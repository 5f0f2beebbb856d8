package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.proto.v1.MessageResponse;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.Structs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnRunnerTest extends TurnScenario {

    @Test
    void answersWithWhatTheModelSaid() throws Exception {
        givenSession();
        var answer = send("Hello");
        assertThat(answer.getResponse()).isEqualTo("You said: Hello");
        assertThat(answer.getSequence()).isEqualTo(6);
        assertThat(answer.getModel()).isEqualTo("scripted-1");
        assertThat(answer.getMemory().getMessages()).isEqualTo(2);
        assertThat(types())
                .containsExactly(
                        "SessionCreated",
                        "AgentConfigured",
                        "MessageAppended",
                        "TurnStarted",
                        "MessageAppended",
                        "TurnCompleted");
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
    void failsATurnAtOnceWhenItsAnswerCannotBeStored() throws Exception {
        givenSession();
        gateway.model.scripted();
        var answer = later(message("Tell me everything"));
        awaitRunning();
        gateway.model.say("x".repeat(1_000_001)).finish();
        assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).hasMessageContaining("cannot be stored");
        assertThat(types()).endsWith("TurnFailed");
    }

    @Test
    void answersAnEarlierMessageAgainWhileAnotherTurnRuns() throws Exception {
        givenSession();
        var earlier =
                gateway.turns.answer(message("Hello").setIdempotencyKey("k1").build(), Caller.unnamed());
        gateway.model.scripted();
        var running = later(message("Take your time"));
        awaitRunning();
        var again = later(message("Hello").setIdempotencyKey("k1"));
        assertThat(again.get(5, TimeUnit.SECONDS)).isEqualTo(earlier);
        assertRefused(
                ErrorCode.KEY_REUSED,
                () -> gateway.turns.answer(
                        message("Other").setIdempotencyKey("k1").build(), Caller.unnamed()));
        assertThat(running.isDone()).isFalse();
        gateway.model.say("done").finish();
        assertThat(running.get(5, TimeUnit.SECONDS).getResponse()).isEqualTo("done");
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
    void aModelThatAnswersAtOnceIsAskedOnTheThreadOfWhoeverWaits() throws Exception {
        givenSession();
        gateway.model.atOnce();
        send("Hello");
        assertThat(gateway.model.askedOn()).isSameAs(Thread.currentThread());
    }

    @Test
    void aModelThatWaitsIsAskedOnAThreadThatCanBeGivenUp() throws Exception {
        givenSession();
        send("Hello");
        assertThat(gateway.model.askedOn()).isNotSameAs(Thread.currentThread());
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
                                .setMetadata(Structs.exact("metadata", Map.of("a", 1)))
                                .build(),
                        Caller.unnamed()));
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
        assertThat(answer.get(5, TimeUnit.SECONDS).getSequence()).isEqualTo(6);
        assertThat(stored.get(5, TimeUnit.SECONDS).getSequence()).isEqualTo(7);
    }
}
