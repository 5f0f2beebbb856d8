package dev.hector.reliability;

import static dev.hector.reliability.GivenRun.created;
import static dev.hector.reliability.GivenRun.message;
import static dev.hector.reliability.GivenRun.ok;

import org.junit.jupiter.api.Test;

class StoredOnceTest {

    private static final Call HELLO = Call.message("s", "k", "Hello");

    private final StoredOnce promise = new StoredOnce();

    @Test
    void acceptsARepetitionWithTheSameAnswer() {
        new GivenRun()
                .stored(created(), message("m1", "Hello", "k"))
                .call(HELLO, null)
                .call(HELLO, ok(2, null, "m1"))
                .call(HELLO, ok(2, null, "m1"))
                .keeps(promise);
    }

    @Test
    void findsAnAnswerThatDiffers() {
        new GivenRun()
                .stored(created(), message("m1", "Hello", "k"))
                .call(HELLO, ok(2, null, "m1"))
                .call(HELLO, ok(3, null, "m2"))
                .breaks(promise);
    }

    @Test
    void findsAKeyThatIsStoredTwice() {
        new GivenRun()
                .stored(created(), message("m1", "Hello", "k"), message("m2", "Good day", "k"))
                .breaks(promise);
    }

    @Test
    void findsATextThatIsStoredTwiceWithoutAKey() {
        new GivenRun()
                .stored(created(), message("m1", "Hello", null), message("m2", "Hello", null))
                .breaks(promise);
    }

    @Test
    void acceptsTheSameKeyInAnotherSession() {
        new GivenRun()
                .stored("s", 1, 1, message("m1", "Hello", "k"))
                .stored("other", 1, 2, message("m2", "Hello", "k"))
                .keeps(promise);
    }
}
