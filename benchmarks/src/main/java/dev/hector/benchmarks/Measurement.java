package dev.hector.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What one benchmark found under one load: figures by name, their unit in the name. */
record Measurement(String benchmark, int clients, Map<String, Double> figures) {

    static Measurement of(String benchmark, int clients) {
        return new Measurement(benchmark, clients, new LinkedHashMap<>());
    }

    Measurement with(String figure, double value) {
        figures.put(figure, value);
        return this;
    }

    double figure(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    String line() {
        return figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + rounded(figure.getValue()))
                .collect(Collectors.joining("  ", "%-34s %4d clients  ".formatted(benchmark, clients), ""));
    }

    private static String rounded(double value) {
        return Math.abs(value) >= 100 ? "%.0f".formatted(value) : "%.3g".formatted(value);
    }
}
