package dev.hector.reliability;

import static dev.hector.reliability.GivenRun.answer;
import static dev.hector.reliability.GivenRun.completed;
import static dev.hector.reliability.GivenRun.created;
import static dev.hector.reliability.GivenRun.message;
import static dev.hector.reliability.GivenRun.ok;
import static dev.hector.reliability.GivenRun.question;
import static dev.hector.reliability.GivenRun.started;

import dev.hector.reliability.Entry.Action;
import org.junit.jupiter.api.Test;

class AcknowledgedIsStoredTest {

    private static final Call HELLO = Call.message("s", "k", "Hello");
    private static final Call ASK = Call.turn("s", "k", "Why?");

    private final AcknowledgedIsStored promise = new AcknowledgedIsStored();

    @Test
    void acceptsWhatIsWhereTheAnswerSaid() {
        new GivenRun()
                .stored(created(), message("m1", "Hello", "k"))
                .call(HELLO, ok(2, null, "m1"))
                .keeps(promise);
        whole().call(ASK, ok(5, "t", "answer_t")).keeps(promise);
    }

    @Test
    void findsAMessageThatIsGone() {
        new GivenRun().stored(created()).call(HELLO, ok(2, null, "m1")).breaks(promise);
    }

    @Test
    void findsAMessageThatIsAnotherOne() {
        var run = new GivenRun().stored(created(), message("m2", "Good day", "k"));

        run.call(HELLO, ok(2, null, "m2")).breaks(promise);
    }

    @Test
    void findsATurnWithoutItsEnd() {
        new GivenRun()
                .stored(created(), question("t", "Why?", "k"), started("t"), answer("t"))
                .call(ASK, ok(5, "t", "answer_t"))
                .breaks(promise);
    }

    @Test
    void findsATurnUnderAnotherId() {
        whole().call(ASK, ok(5, "u", "answer_t")).breaks(promise);
    }

    @Test
    void findsASessionThatDidNotEnd() {
        whole().call(Call.of(Action.END, "s"), ok(6, null, null)).breaks(promise);
        whole().call(Call.of(Action.DELETE, "s"), ok(6, null, null)).breaks(promise);
    }

    @Test
    void findsASessionThatIsGone() {
        new GivenRun().call(Call.of(Action.CREATE, "s"), ok(1, null, null)).breaks(promise);
    }

    @Test
    void asksNothingOfACallWithoutAnAnswer() {
        new GivenRun().stored(created()).call(HELLO, null).keeps(promise);
        new GivenRun()
                .stored(created())
                .call(HELLO, Outcome.unanswered("IOException"))
                .keeps(promise);
    }

    @Test
    void wantsTheQuestionOfATurnThatFailed() {
        new GivenRun()
                .stored(created())
                .call(ASK, Outcome.ofCode("turn_failed"))
                .breaks(promise);
    }

    private static GivenRun whole() {
        return new GivenRun().stored(created(), question("t", "Why?", "k"), started("t"), answer("t"), completed("t"));
    }
}
