package dev.hector.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Lines over two axes as SVG. Its text is drawn by who shows it, so that no fonts are needed where it is made. */
final class LineChart {

    static final int WIDTH = 1100;
    private static final int HEIGHT = 620;
    private static final int LEFT = 80;
    private static final int RIGHT = 760;
    private static final int TOP = 50;
    private static final int BOTTOM = 560;
    private static final List<String> COLOURS = List.of(
            "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22",
            "#17becf");

    private final String title;
    private final Map<String, NavigableMap<Double, Double>> lines = new LinkedHashMap<>();

    LineChart(String title) {
        this.title = title;
    }

    void add(String name, NavigableMap<Double, Double> points) {
        lines.put(name, points);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    DoubleStream xs() {
        return values(Map.Entry::getKey);
    }

    DoubleStream ys() {
        return values(Map.Entry::getValue);
    }

    private DoubleStream values(ToDoubleFunction<Map.Entry<Double, Double>> value) {
        return lines.values().stream().flatMap(line -> line.entrySet().stream()).mapToDouble(value);
    }

    String svg(Axis x, Axis y) {
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
            <rect width="100%%" height="100%%" fill="white"/>
            <g text-anchor="middle">
            <text x="%d" y="30" font-size="17">%s</text>
            <text x="%d" y="%d">%s</text>
            <text transform="translate(20 %d) rotate(-90)">%s</text>
            %s</g>
            <g text-anchor="end">
            %s</g>
            %s</svg>
            """.formatted(
                        WIDTH,
                        HEIGHT,
                        (LEFT + RIGHT) / 2,
                        escaped(title),
                        (LEFT + RIGHT) / 2,
                        HEIGHT - 15,
                        escaped(x.title()),
                        (TOP + BOTTOM) / 2,
                        escaped(y.title()),
                        x.marks().stream().map(mark -> column(x, mark)).collect(Collectors.joining()),
                        y.marks().stream().map(mark -> row(y, mark)).collect(Collectors.joining()),
                        drawn(x, y));
    }

    private static String column(Axis x, double mark) {
        var at = across(x, mark);
        return grid(at, TOP, at, BOTTOM) + text(at, BOTTOM + 20, Axis.label(mark));
    }

    private static String row(Axis y, double mark) {
        var at = down(y, mark);
        return grid(LEFT, at, RIGHT, at) + text(LEFT - 8, at + 4, Axis.label(mark));
    }

    private static String grid(double x1, double y1, double x2, double y2) {
        return format("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#ddd\"/>\n", x1, y1, x2, y2);
    }

    private static String text(double x, double y, String text) {
        return format("<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x, y, escaped(text));
    }

    private String drawn(Axis x, Axis y) {
        var svg = new StringBuilder();
        var number = 0;
        for (var line : lines.entrySet()) {
            svg.append(drawn(line.getKey(), line.getValue(), number++, x, y));
        }
        return svg.toString();
    }

    /** The line, its points, and its name at the right. */
    private static String drawn(String name, NavigableMap<Double, Double> points, int number, Axis x, Axis y) {
        var colour = COLOURS.get(number % COLOURS.size());
        var dashes = number < COLOURS.size() ? "" : " stroke-dasharray=\"6 4\"";
        var places = points.entrySet().stream()
                .map(point -> format("%.1f %.1f", across(x, point.getKey()), down(y, point.getValue())))
                .toList();
        var height = TOP + 10 + 22 * number;
        return "<g fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\"" + dashes + ">\n"
                + "<path d=\"M" + String.join("L", places) + "\"/>\n"
                + places.stream().map(LineChart::dot).collect(Collectors.joining())
                + format("<path d=\"M%d %dh24\"/>\n</g>\n", RIGHT + 20, height)
                + text(RIGHT + 52, height + 4, name);
    }

    private static String dot(String place) {
        return "<path d=\"M" + place + "h0\" stroke-width=\"7\" stroke-linecap=\"round\"/>\n";
    }

    private static double across(Axis x, double value) {
        return LEFT + x.at(value) * (RIGHT - LEFT);
    }

    private static double down(Axis y, double value) {
        return BOTTOM - y.at(value) * (BOTTOM - TOP);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
