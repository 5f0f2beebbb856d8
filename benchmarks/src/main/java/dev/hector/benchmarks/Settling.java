package dev.hector.benchmarks;

import dev.hector.store.SessionStore;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until what follows the log has come to its end, and nothing is added to it. */
final class Settling {

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final String BEHIND = "SELECT count(*) FROM projection_cursor WHERE position < ?";

    private final SessionStore store;

    Settling(SessionStore store) {
        this.store = store;
    }

    void await(Duration atMost) {
        var giveUpAt = System.nanoTime() + atMost.toNanos();
        while (!isQuiet()) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("Projections are behind, or summaries are made, after " + atMost);
            }
        }
    }

    private boolean isQuiet() {
        var before = store.log().head();
        LockSupport.parkNanos(QUIET.toNanos());
        return store.log().head() == before && isLevel(before);
    }

    private boolean isLevel(long head) {
        return store.read(rows -> rows.sql(BEHIND).param(head).query(Long.class).single()) == 0;
    }
}
