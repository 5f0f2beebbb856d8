package dev.hector.reliability;

import static dev.hector.reliability.GivenRun.created;
import static dev.hector.reliability.GivenRun.message;

import org.junit.jupiter.api.Test;

class OrderHasNoHolesTest {

    private final OrderHasNoHoles promise = new OrderHasNoHoles();

    @Test
    void acceptsSessionsThatTakeTurns() {
        new GivenRun()
                .stored("s", 1, 1, created())
                .stored("other", 1, 2, created())
                .stored("s", 2, 3, message("m", "Hello", null))
                .keeps(promise);
    }

    @Test
    void findsAHoleInTheSequences() {
        new GivenRun()
                .stored("s", 1, 1, created())
                .stored("s", 3, 2, message("m", "Hello", null))
                .breaks(promise);
    }

    @Test
    void findsASequenceThatIsThereTwice() {
        new GivenRun()
                .stored("s", 1, 1, created())
                .stored("s", 1, 2, message("m", "Hello", null))
                .breaks(promise);
    }

    @Test
    void findsSequencesAgainstTheOrderOfPositions() {
        new GivenRun()
                .stored("s", 2, 1, message("m", "Hello", null))
                .stored("s", 1, 2, created())
                .breaks(promise);
    }

    @Test
    void findsAHoleInThePositions() {
        new GivenRun()
                .stored("s", 1, 1, created())
                .stored("s", 2, 3, message("m", "Hello", null))
                .breaks(promise);
    }
}
