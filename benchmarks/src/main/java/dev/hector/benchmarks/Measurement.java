package dev.hector.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one benchmark found under one load.
 *
 * @param clients how many at once
 * @param labels what else tells it from others of the same name, such as the store
 * @param figures by name, their unit in the name
 */
record Measurement(String benchmark, int clients, Map<String, String> labels, Map<String, Double> figures) {

    static Measurement of(String benchmark, int clients) {
        return new Measurement(benchmark, clients, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    Measurement with(String figure, double value) {
        figures.put(figure, value);
        return this;
    }

    Measurement with(Map<String, Double> more) {
        figures.putAll(more);
        return this;
    }

    Measurement labelled(String name, Object value) {
        labels.put(name, value.toString());
        return this;
    }

    double figure(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    boolean has(String name) {
        return figures.containsKey(name);
    }

    @Nullable
    String label(String name) {
        return labels.get(name);
    }

    /** CPU time of an operation, of all who took part but the clients of a server in another process. */
    double cpu() {
        return figures.getOrDefault("cpu_service_ms", 0.0) + figures.getOrDefault("cpu_db_ms", 0.0);
    }

    /** The same measurement, made several times: of each figure the median, and what the rate was at least and at most. */
    static Measurement median(List<Measurement> rounds) {
        var first = rounds.getFirst();
        var median = of(first.benchmark, first.clients);
        median.labels.putAll(first.labels);
        for (var name : first.figures.keySet()) {
            median.with(
                    name,
                    Medians.of(rounds.stream().map(round -> round.figure(name)).toList()));
        }
        if (rounds.size() > 1 && first.has("per_s")) {
            var rates =
                    rounds.stream().mapToDouble(round -> round.figure("per_s")).summaryStatistics();
            median.with("per_s_least", rates.getMin()).with("per_s_most", rates.getMax());
        }
        return median;
    }

    /** How this compares with a limit that was measured in turns with it, added to its figures. */
    Measurement comparedWith(Measurement limit, String name) {
        with("per_s_to_" + name, figure("per_s") / limit.figure("per_s"));
        with("mean_to_" + name, figure("mean_ms") / limit.figure("mean_ms"));
        if (has("p50_ms") && limit.has("p50_ms")) {
            with("p50_to_" + name, figure("p50_ms") / limit.figure("p50_ms"));
        }
        return limit.cpu() > 0 ? with("cpu_to_" + name, cpu() / limit.cpu()) : this;
    }

    String line() {
        var name = benchmark
                + labels.entrySet().stream()
                        .map(label -> " " + label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining());
        return figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + rounded(figure.getValue()))
                .collect(Collectors.joining("  ", "%-44s %4d clients  ".formatted(name, clients), ""));
    }

    static String rounded(double value) {
        return Math.abs(value) >= 100 ? "%.0f".formatted(value) : "%.3g".formatted(value);
    }
}
