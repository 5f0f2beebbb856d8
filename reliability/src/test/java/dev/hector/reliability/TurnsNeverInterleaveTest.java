package dev.hector.reliability;

import static dev.hector.reliability.GivenRun.answer;
import static dev.hector.reliability.GivenRun.completed;
import static dev.hector.reliability.GivenRun.created;
import static dev.hector.reliability.GivenRun.failed;
import static dev.hector.reliability.GivenRun.message;
import static dev.hector.reliability.GivenRun.question;
import static dev.hector.reliability.GivenRun.started;

import dev.hector.events.TurnFailed.Code;
import org.junit.jupiter.api.Test;

class TurnsNeverInterleaveTest {

    private final TurnsNeverInterleave promise = new TurnsNeverInterleave();

    @Test
    void acceptsOneTurnAfterTheOther() {
        new GivenRun()
                .stored(created())
                .stored(question("t", "One", null), started("t"), answer("t"), completed("t"))
                .stored(message("m", "Between", null))
                .stored(question("u", "Two", null), started("u"), failed("u", Code.MODEL_FAILED))
                .keeps(promise);
    }

    @Test
    void findsATurnWithinATurn() {
        new GivenRun()
                .stored(question("t", "One", null), started("t"))
                .stored(question("u", "Two", null), started("u"))
                .stored(answer("t"), completed("t"), answer("u"), completed("u"))
                .breaks(promise);
    }

    @Test
    void findsAMessageWithinATurn() {
        new GivenRun()
                .stored(question("t", "One", null), started("t"), message("m", "Within", null))
                .stored(answer("t"), completed("t"))
                .breaks(promise);
    }

    @Test
    void findsATurnThatEndsTwice() {
        new GivenRun()
                .stored(question("t", "One", null), started("t"), failed("t", Code.OWNER_LOST))
                .stored(completed("t"))
                .breaks(promise);
    }

    @Test
    void findsATurnWithoutItsQuestion() {
        new GivenRun().stored(started("t"), completed("t")).breaks(promise);
    }
}
