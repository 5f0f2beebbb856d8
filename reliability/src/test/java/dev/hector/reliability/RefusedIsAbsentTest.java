package dev.hector.reliability;

import static dev.hector.reliability.GivenRun.created;
import static dev.hector.reliability.GivenRun.failed;
import static dev.hector.reliability.GivenRun.message;
import static dev.hector.reliability.GivenRun.question;
import static dev.hector.reliability.GivenRun.refused;
import static dev.hector.reliability.GivenRun.started;

import dev.hector.events.TurnFailed.Code;
import org.junit.jupiter.api.Test;

class RefusedIsAbsentTest {

    private static final Call HELLO = Call.message("s", "k", "Hello");
    private static final Call ASK = Call.turn("s", "k", "Why?");

    private final RefusedIsAbsent promise = new RefusedIsAbsent();

    @Test
    void findsAMessageThatWasRefused() {
        new GivenRun()
                .stored(created(), message("m1", "Hello", "k"))
                .call(HELLO, refused("session_busy"))
                .breaks(promise);
    }

    @Test
    void findsAMessageThatNobodySent() {
        new GivenRun().stored(created(), message("m1", "Hello", "k")).breaks(promise);
    }

    @Test
    void acceptsAMessageOfWhichOneCallWasNotAnswered() {
        new GivenRun()
                .stored(created(), message("m1", "Hello", "k"))
                .call(HELLO, null)
                .call(HELLO, refused("session_ended"))
                .keeps(promise);
    }

    @Test
    void acceptsATurnThatEndedWithItsSession() {
        new GivenRun()
                .stored(created(), question("t", "Why?", "k"), started("t"), failed("t", Code.SESSION_ENDED))
                .call(ASK, refused("session_ended"))
                .keeps(promise);
    }

    @Test
    void findsATurnThatWasRefusedAndWentOn() {
        new GivenRun()
                .stored(created(), question("t", "Why?", "k"), started("t"), failed("t", Code.MODEL_FAILED))
                .call(ASK, refused("session_ended"))
                .breaks(promise);
    }
}
