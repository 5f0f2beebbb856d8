package dev.hector.reliability;

import dev.hector.configuration.SessionStoreConfig;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The state in which nothing happens any more: no turn is open and the log has stopped growing. */
final class Quiet {

    private static final Duration STILL = Duration.ofSeconds(2);

    private Quiet() {}

    /** Gives up after more than an open turn is promised to last; the checkers tell what is wrong then. */
    static void await(SessionStoreConfig database) throws Exception {
        var log = new LogTable(database);
        var deadline =
                System.nanoTime() + EveryTurnEnds.PROMISED.plusSeconds(10).toNanos();
        while (log.openTurns() > 0 && System.nanoTime() < deadline) {
            pause();
        }
        var head = log.head();
        var since = System.nanoTime();
        while (System.nanoTime() - since < STILL.toNanos() && System.nanoTime() < deadline + STILL.toNanos()) {
            pause();
            if (log.head() != head) {
                head = log.head();
                since = System.nanoTime();
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
}
