package dev.hector.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Measures several things in short turns, A B A B, so that what else the machine does meets all of them. */
final class Rounds {

    private Rounds() {}

    /** The median of each, in the order given. */
    static List<Measurement> alternate(int rounds, List<Supplier<Measurement>> measurements) {
        var found = measurements.stream()
                .<List<Measurement>>map(_ -> new ArrayList<>())
                .toList();
        for (var round = 0; round < rounds; round++) {
            for (var i = 0; i < measurements.size(); i++) {
                found.get(i).add(measurements.get(i).get());
            }
        }
        return found.stream().map(Measurement::median).toList();
    }

    @SafeVarargs
    static List<Measurement> alternate(int rounds, Supplier<Measurement>... measurements) {
        return alternate(rounds, Stream.of(measurements).toList());
    }
}
