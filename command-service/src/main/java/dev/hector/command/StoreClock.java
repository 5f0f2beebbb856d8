package dev.hector.command;

import dev.hector.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The store's clock without a query for every reading: asked every two seconds, carried on by this process's
 * monotonic timer between. In whole milliseconds, as times are stored.
 */
final class StoreClock implements InstantSource {

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(2);

    private final SessionStore store;
    private volatile @Nullable Reading last;

    StoreClock(SessionStore store) {
        this.store = store;
    }

    @Override
    public Instant instant() {
        var reading = last;
        if (reading == null || reading.age().compareTo(TRUSTED_FOR) > 0) {
            reading = new Reading(store.now(), System.nanoTime());
            last = reading;
        }
        return reading.time().plus(reading.age()).truncatedTo(ChronoUnit.MILLIS);
    }

    private record Reading(Instant time, long takenAt) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - takenAt);
        }
    }
}
