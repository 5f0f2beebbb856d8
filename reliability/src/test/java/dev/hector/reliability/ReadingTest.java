package dev.hector.reliability;

import static dev.hector.reliability.GivenRun.created;
import static dev.hector.reliability.GivenRun.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.reliability.Reading.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private final Evidence log = new GivenRun()
            .stored(created(), message("m1", "One", null), message("m2", "Two", null))
            .evidence();

    @Test
    void acceptsAReaderWhoBeganAnywhere() {
        assertThat(reading(0, seen(1), seen(2), seen(3))).isEmpty();
        assertThat(reading(1, seen(2), seen(3))).isEmpty();
        assertThat(reading(3)).isEmpty();
    }

    @Test
    void findsAReaderWhoMissedAnEvent() {
        assertThat(reading(0, seen(1), seen(3))).isNotEmpty();
    }

    @Test
    void findsAReaderWhoSawAnotherEventAtAPosition() {
        assertThat(reading(0, seen(1), new Seen(2, "evt_other"), seen(3))).isNotEmpty();
    }

    @Test
    void findsAReaderWhoSawAnEventLate() {
        assertThat(reading(0, seen(1), seen(3), seen(2))).isNotEmpty();
    }

    private List<String> reading(long start, Seen... seen) {
        return new Reading(start, List.of(seen)).violations(log);
    }

    private static Seen seen(long position) {
        return new Seen(position, "evt_" + (position - 1));
    }
}
