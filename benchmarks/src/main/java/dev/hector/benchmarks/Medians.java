package dev.hector.benchmarks;

import java.util.Collection;

/** The middle of what was measured. */
final class Medians {

    private Medians() {}

    /** Of an even count the mean of the two in the middle. */
    static double of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There is no median of nothing");
        }
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
