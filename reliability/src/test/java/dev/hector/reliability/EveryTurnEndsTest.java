package dev.hector.reliability;

import static dev.hector.reliability.GivenRun.answer;
import static dev.hector.reliability.GivenRun.completed;
import static dev.hector.reliability.GivenRun.failed;
import static dev.hector.reliability.GivenRun.question;
import static dev.hector.reliability.GivenRun.started;

import dev.hector.events.TurnFailed.Code;
import dev.hector.reliability.Entry.Damage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EveryTurnEndsTest {

    private static final Call ASK = Call.turn("s", "k", "Why?");

    private final EveryTurnEnds promise = new EveryTurnEnds();

    @Test
    void acceptsATurnThatEnded() {
        begun().stored(answer("t"), completed("t")).keeps(promise);
    }

    @Test
    void findsATurnThatIsOpen() {
        begun().breaks(promise);
    }

    @Test
    void findsATurnThatEndedTwice() {
        begun().stored(failed("t", Code.OWNER_LOST), completed("t")).breaks(promise);
    }

    @Test
    void acceptsALongTurnWhoseOwnerWasKilledLate() {
        begun().after(Duration.ofSeconds(60))
                .fault(Damage.KILLED, "server-1")
                .after(Duration.ofSeconds(29))
                .stored(failed("t", Code.OWNER_LOST))
                .keeps(promise);
    }

    @Test
    void findsATurnThatWasClosedLate() {
        begun().fault(Damage.KILLED, "server-1")
                .after(Duration.ofSeconds(31))
                .stored(failed("t", Code.OWNER_LOST))
                .breaks(promise);
    }

    @Test
    void takesNoOtherServersDeathForTheOwners() {
        begun().after(Duration.ofSeconds(60))
                .fault(Damage.KILLED, "server-2")
                .after(Duration.ofSeconds(10))
                .stored(failed("t", Code.OWNER_LOST))
                .breaks(promise);
    }

    @Test
    void doesNotCountTheTimeForWhichTheDatabaseWasAway() {
        begun().fault(Damage.DATABASE_DOWN, "database")
                .after(Duration.ofSeconds(20))
                .fault(Damage.DATABASE_UP, "database")
                .after(Duration.ofSeconds(25))
                .stored(failed("t", Code.OWNER_LOST))
                .keeps(promise);
    }

    private static GivenRun begun() {
        return new GivenRun().call(ASK, "server-1", null).stored(question("t", "Why?", "k"), started("t"));
    }
}
