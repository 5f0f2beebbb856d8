package dev.hector.simulation;

import java.time.Duration;

/**
 * How often what goes wrong in one run, in percent. Each run has some of the faults and not others, so that they do not
 * hide each other; one run in eight is calm.
 *
 * @param usual the longest usual way
 * @param slowest the longest way of all
 * @param lostCalls between machines, there or back
 * @param crashes of machines that die once
 * @param pauses of machines that stand still once
 * @param outages of runs in which the store is away for a while
 * @param badModels of answers that fail, hang or are never heard of
 */
record Climate(
        Duration usual,
        Duration slowest,
        double slowWays,
        double failingWrites,
        double failingReads,
        double lostCalls,
        double crashes,
        double pauses,
        double outages,
        double badModels) {

    static Climate of(Scheduler chance) {
        if (chance.below(8) == 0) {
            return calm();
        }
        return new Climate(
                Duration.ofMillis(2),
                chance.chance(50) ? Duration.ofMillis(300) : Duration.ofSeconds(4),
                sometimes(chance, 10),
                sometimes(chance, 15),
                sometimes(chance, 3),
                sometimes(chance, 5),
                sometimes(chance, 50),
                sometimes(chance, 50),
                sometimes(chance, 50),
                sometimes(chance, 30));
    }

    /** Only time passes. */
    static Climate calm() {
        return new Climate(Duration.ofMillis(2), Duration.ofMillis(20), 5, 0, 0, 0, 0, 0, 0, 0);
    }

    private static double sometimes(Scheduler chance, double percent) {
        return chance.below(3) == 0 ? percent : 0;
    }

    /** Nothing fails but writes to the store, and what fails is repeated. */
    boolean isKind() {
        return lostCalls + crashes + pauses + outages + failingReads == 0 && !isSlow();
    }

    /** The store does what it is asked to, whatever happens to machines. */
    boolean isSteady() {
        return failingWrites + failingReads == 0 && !isSlow();
    }

    private boolean isSlow() {
        return slowest.compareTo(Duration.ofSeconds(1)) > 0;
    }
}
