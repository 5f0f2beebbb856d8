package dev.hector.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What tables show badly. */
final class Plots {

    private Plots() {}

    /** What a turn costs by the length of its session. Nothing is written when nothing was measured. */
    static void growth(List<Measurement> all, Path file) throws IOException {
        var growth =
                all.stream().filter(found -> found.benchmark().equals("growth")).toList();
        var chart = chart("A turn by the length of its session", "messages in the session", "milliseconds");
        chart.getStyler().setYAxisMin(0.0);
        add(chart, growth, found -> "CPU, " + found.labels().get("strategy"), Plots::size, Measurement::cpu);
        add(
                chart,
                growth,
                found -> "p50, " + found.labels().get("strategy"),
                Plots::size,
                found -> found.figure("p50_ms"));
        save(chart, file);
    }

    /** Appends, turns and their limits by the number of clients, on PostgreSQL. */
    static void rates(List<Measurement> all, Path file) throws IOException {
        var rates = all.stream()
                .filter(found -> "postgres".equals(found.label("store")))
                .filter(found -> found.benchmark().matches("(append|turn .*|pgbench .*|jdbc insert .*)"))
                .toList();
        var chart = chart("Operations a second by number of clients", "clients", "a second");
        chart.getStyler().setYAxisLogarithmic(true);
        add(chart, rates, Measurement::benchmark, found -> (double) found.clients(), found -> found.figure("per_s"));
        save(chart, file);
    }

    private static double size(Measurement growth) {
        return Double.parseDouble(growth.labels().getOrDefault("size", "1"));
    }

    private static XYChart chart(String title, String x, String y) {
        var chart = new XYChartBuilder()
                .width(1100)
                .height(620)
                .theme(ChartTheme.Matlab)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    /** A line for each name; of what was measured twice, the later. */
    private static void add(
            XYChart chart,
            List<Measurement> measurements,
            Function<Measurement, String> name,
            ToDoubleFunction<Measurement> x,
            ToDoubleFunction<Measurement> y) {
        var lines = measurements.stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
        lines.forEach((line, points) -> {
            var byX = points.stream()
                    .collect(Collectors.toMap(x::applyAsDouble, y::applyAsDouble, (_, later) -> later, TreeMap::new));
            chart.addSeries(line, List.copyOf(byX.keySet()), List.copyOf(byX.values()));
        });
    }

    private static void save(XYChart chart, Path file) throws IOException {
        if (!chart.getSeriesMap().isEmpty()) {
            BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        }
    }
}
