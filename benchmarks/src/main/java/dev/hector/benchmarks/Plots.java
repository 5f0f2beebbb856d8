package dev.hector.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What tables show badly. Nothing is written when nothing was measured. */
final class Plots {

    private Plots() {}

    /** What a turn costs by the length of its session. */
    static void growth(List<Measurement> all, Path file) throws IOException {
        var growth =
                all.stream().filter(found -> found.benchmark().equals("growth")).toList();
        var chart = new LineChart("A turn by the length of its session");
        add(chart, growth, found -> "CPU, " + found.labels().get("strategy"), Plots::size, Measurement::cpu);
        add(
                chart,
                growth,
                found -> "p50, " + found.labels().get("strategy"),
                Plots::size,
                found -> found.figure("p50_ms"));
        if (!chart.isEmpty()) {
            var messages = Axis.logarithmic("messages in the session", chart.xs());
            Files.writeString(file, chart.svg(messages, Axis.linear("milliseconds", chart.ys())));
        }
    }

    /** Appends, turns and their limits by the number of clients, on PostgreSQL. */
    static void rates(List<Measurement> all, Path file) throws IOException {
        var rates = all.stream()
                .filter(found -> "postgres".equals(found.label("store")))
                .filter(found -> found.benchmark().matches("(append|turn .*|pgbench .*|jdbc insert .*)"))
                .toList();
        var chart = new LineChart("Operations a second by number of clients");
        add(chart, rates, Measurement::benchmark, found -> (double) found.clients(), found -> found.figure("per_s"));
        if (!chart.isEmpty()) {
            var clients = Axis.logarithmic("clients", chart.xs());
            Files.writeString(file, chart.svg(clients, Axis.logarithmic("a second", chart.ys())));
        }
    }

    private static double size(Measurement growth) {
        return Double.parseDouble(growth.labels().getOrDefault("size", "1"));
    }

    /** A line for each name; of what was measured twice, the later. */
    private static void add(
            LineChart chart,
            List<Measurement> measurements,
            Function<Measurement, String> name,
            ToDoubleFunction<Measurement> x,
            ToDoubleFunction<Measurement> y) {
        var lines = measurements.stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
        lines.forEach((line, points) -> chart.add(
                line,
                points.stream()
                        .collect(Collectors.toMap(
                                x::applyAsDouble, y::applyAsDouble, (_, later) -> later, TreeMap::new))));
    }
}
