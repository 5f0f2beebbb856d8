package dev.hector.query;

import static dev.hector.query.QueryFixture.ref;
import static dev.hector.query.QueryFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.SessionKey;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.ReadWorkingMemoryQuery;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.Turn.State;
import dev.hector.proto.v1.WorkingMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns, and what a model was given for them, over any store. */
abstract class TurnAndMemoryContract extends QueryContract {

    @Test
    void openTurnHasNoAnswer() {
        var given = session("s1").created("ann").asked("turn_1", "why").stored();

        var turn = turn(given, "turn_1");

        assertThat(turn.getState()).isEqualTo(State.STATE_OPEN);
        assertThat(turn.getStartedSequence()).isEqualTo(3);
        assertThat(turn.getMessageId()).isEqualTo("msg_of_turn_1");
        assertThat(turn.getAttempt()).isEqualTo(1);
        assertThat(turn.getEndedSequence()).isZero();
        assertThat(turn.hasResponse()).isFalse();
    }

    @Test
    void completedTurnHasTheAnswerAsItWasGiven() {
        var given = session("s1").created("ann").configured(WINDOW, "Be kind.");
        given.turn("turn_1", "why", "because").turn("turn_2", "and", "so").stored();

        var turn = turn(given, "turn_1");

        assertThat(turn.getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(turn.getEndedSequence()).isEqualTo(6);
        var response = turn.getResponse();
        assertThat(response.getSessionId()).isEqualTo("s1");
        assertThat(response.getTurnId()).isEqualTo("turn_1");
        assertThat(response.getMessageId()).isEqualTo("msg_for_turn_1");
        assertThat(response.getResponse()).isEqualTo("because");
        assertThat(response.getSequence()).isEqualTo(6);
        assertThat(response.getUsage().getInputTokens()).isEqualTo(3);
        assertThat(response.getUsage().getOutputTokens()).isEqualTo(4);
        assertThat(response.getModel()).isEqualTo("demo");
        assertThat(response.getMemory().getStrategy()).isEqualTo("buffer_window");
        assertThat(response.getMemory().getBudget()).isEqualTo(100);
        assertThat(response.getMemory().getTokens()).isEqualTo(11);
        assertThat(response.getMemory().getMessages()).isEqualTo(2);
    }

    @Test
    void failedTurnSaysWhy() {
        var given = session("s1")
                .created("ann")
                .asked("turn_1", "why")
                .failed("turn_1")
                .stored();

        var turn = turn(given, "turn_1");

        assertThat(turn.getState()).isEqualTo(State.STATE_FAILED);
        assertThat(turn.getEndedSequence()).isEqualTo(4);
        assertThat(turn.getFailureCode()).isEqualTo("model_failed");
        assertThat(turn.getFailureDetail()).isEqualTo("The model said no");
    }

    @Test
    void turnIsFoundByItsStartToo() {
        var given = session("s1")
                .created("ann")
                .turn("turn_1", "why", "because")
                .turn("turn_2", "and", "so")
                .stored();

        var query = FindTurnQuery.newBuilder().setSession(ref(given.key())).setStartedSequence(7);

        assertThat(queries.ask().findTurn(query.build())).isEqualTo(turn(given, "turn_2"));
    }

    @Test
    void oldTurnOfALongSessionIsFound() {
        var given = session("s1").created("ann");
        for (var i = 1; i <= 450; i++) {
            given.turn("turn_" + i, "question " + i, "answer " + i);
        }
        given.stored();

        assertThat(turn(given, "turn_3").getResponse().getResponse()).isEqualTo("answer 3");
    }

    @Test
    void turnThatIsNoneIsRefused() {
        var given =
                session("s1").created("ann").turn("turn_1", "why", "because").stored();

        assertThat(refusal(() -> turn(given, "turn_2"))).isEqualTo("INVALID_REQUEST turn_id");
        assertThat(refusal(() -> turn(given, ""))).isEqualTo("INVALID_REQUEST turn_id");
        var query = FindTurnQuery.newBuilder().setSession(ref(given.key())).setStartedSequence(4);
        assertThat(refusal(() -> queries.ask().findTurn(query.build()))).isEqualTo("INVALID_REQUEST started_sequence");
    }

    @Test
    void memoryNowIsUnderTheSettingsOfNow() {
        var given = session("s1").created("ann").configured(WINDOW, "Be kind.");
        given.turn("turn_1", "why", "because").stored();

        var now = memory(given, 0);

        assertThat(now.getAsOf()).isEqualTo(6);
        assertThat(now.getStrategy()).isEqualTo("summary_buffer");
        assertThat(now.getBudget()).isEqualTo(400);
        assertThat(contents(now)).containsExactly("Be brief.", "why", "because");
        assertThat(now.getMessages(0).getRole()).isEqualTo("system");
        assertThat(now.getMessages(1).getFromSequence()).isEqualTo(3);
        assertThat(now.getTokens())
                .isEqualTo(now.getMessagesList().stream()
                        .mapToInt(ContextMessage::getTokens)
                        .sum());
        assertThat(now.getDigest()).hasSize(64);
    }

    @Test
    void memoryAsOfAnEventStaysWhatItWas() {
        var given = session("s1").created("ann").configured(SETTINGS, "Be kind.");
        var then = new ArrayList<WorkingMemory>();
        for (var i = 1; i <= 6; i++) {
            given.turn("turn_" + i, "question " + i, "answer " + i).stored();
            then.add(memory(given, given.version()));
        }
        given.summarised(1, 11, "They asked twice").configured(WINDOW, "Be strict.");
        given.turn("turn_7", "question 7", "answer 7")
                .summarised(12, 15, "They asked thrice")
                .stored();
        queries = queriesOver(store, WINDOW, "Be somebody else.");

        for (var memory : then) {
            assertThat(memory(given, memory.getAsOf())).isEqualTo(memory);
        }
        assertThat(contents(then.getFirst())).containsExactly("Be kind.", "question 1", "answer 1");
        assertThat(contents(memory(given, given.version())).getFirst()).isEqualTo("Be strict.");
    }

    @Test
    void summaryStandsBeforeWhatItDoesNotCover() {
        var given =
                session("s1").created("ann").turn("turn_1", "why", "because").turn("turn_2", "and", "so");
        given.summarised(1, 5, "They asked why").stored();

        var now = memory(given, 0);

        assertThat(now.getSummarisedThrough()).isEqualTo(5);
        assertThat(contents(now)).hasSize(4).endsWith("and", "so");
        assertThat(contents(now).get(1)).contains("They asked why");
        assertThat(queries.ask()
                        .describeSession(ref(given.key()))
                        .getWorkingMemory()
                        .getSummarisedThrough())
                .isEqualTo(5);
    }

    @Test
    void memoryOfAnEventThatIsNotThereIsRefused() {
        var given = session("s1").created("ann").stored();

        assertThat(refusal(() -> memory(given, 2))).isEqualTo("INVALID_REQUEST as_of");
        assertThat(refusal(() -> memory(given, -1))).isEqualTo("INVALID_REQUEST as_of");
    }

    @Test
    void longSessionIsReadAsCheaplyAsAShortOne() {
        var given = longSession(10_000);
        var counting = new CountingStore(store);
        var counted = queriesOver(counting, SETTINGS, "Be brief.");
        counted.followed().runner().catchUp();
        var ask = counted.ask();

        assertThat(readBy(counting, () -> ask.describeSession(ref(given.key()))))
                .isLessThan(100);
        assertThat(readBy(counting, () -> ask.readWorkingMemory(memoryQuery(given.key(), 0))))
                .isLessThan(100);
        assertThat(readBy(counting, () -> ask.readWorkingMemory(memoryQuery(given.key(), 9000))))
                .isLessThan(100);
        assertThat(readBy(
                        counting,
                        () -> ask.findTurn(FindTurnQuery.newBuilder()
                                .setSession(ref(given.key()))
                                .setStartedSequence(3)
                                .build())))
                .isLessThan(100);
    }

    private GivenSession longSession(int messages) {
        var given = session("long").created("ann");
        for (var turn = 1; turn <= messages / 2; turn++) {
            given.turn("turn_" + turn, "question " + turn, "answer " + turn);
            if (turn % 20 == 0) {
                given.stored();
                given.summarised(summarised(turn - 20) + 1, summarised(turn), "So far")
                        .stored();
            }
        }
        return given.stored();
    }

    /** A created event first, four events a turn, and a summary every twenty turns that leaves none of them out. */
    private static long summarised(int turn) {
        return turn == 0 ? 0 : 1 + 4L * turn + turn / 20 - 1;
    }

    private static long readBy(CountingStore store, Runnable question) {
        var before = store.eventsRead().get();
        question.run();
        return store.eventsRead().get() - before;
    }

    private Turn turn(GivenSession given, String turnId) {
        var query = FindTurnQuery.newBuilder().setSession(ref(given.key())).setTurnId(turnId);
        return queries.ask().findTurn(query.build());
    }

    private WorkingMemory memory(GivenSession given, long asOf) {
        return queries.ask().readWorkingMemory(memoryQuery(given.key(), asOf));
    }

    private static ReadWorkingMemoryQuery memoryQuery(SessionKey session, long asOf) {
        return ReadWorkingMemoryQuery.newBuilder()
                .setSession(ref(session))
                .setAsOf(asOf)
                .build();
    }

    private static List<String> contents(WorkingMemory memory) {
        return memory.getMessagesList().stream().map(ContextMessage::getContent).toList();
    }
}
