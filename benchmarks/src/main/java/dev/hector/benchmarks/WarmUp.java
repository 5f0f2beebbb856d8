package dev.hector.benchmarks;

import java.time.Duration;
import java.util.function.Function;

/**
 * Runs a load until the compilers of the JVM have done most of their work: for a time at least, and on until an
 * operation's CPU time no longer falls, but not for ever.
 */
final class WarmUp {

    private static final int PARTS = 3;
    private static final int MOST_PARTS = 4 * PARTS;

    /** An operation that takes this share of its CPU time before still gets cheaper. */
    private static final double STILL_FALLING = 0.9;

    private WarmUp() {}

    /** @param measured measures the load over a time */
    static void run(Duration atLeast, Function<Duration, Measurement> measured) {
        var part = atLeast.dividedBy(PARTS);
        var before = Double.MAX_VALUE;
        for (var parts = 1; parts <= MOST_PARTS; parts++) {
            var now = measured.apply(part).cpu();
            if (parts >= PARTS && now > STILL_FALLING * before) {
                return;
            }
            before = now;
        }
        Progress.say("still warming up after "
                + atLeast.multipliedBy(MOST_PARTS / PARTS).toSeconds() + " s");
    }
}
