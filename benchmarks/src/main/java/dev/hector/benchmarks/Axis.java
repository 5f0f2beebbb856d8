package dev.hector.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** An axis of a chart, from the first to the last of its marks. */
record Axis(String title, boolean isLogarithmic, List<Double> marks) {

    /** Marks at 1, 2 and 5 of each power of ten, or at powers alone where those would be many. */
    static Axis logarithmic(String title, DoubleStream values) {
        var range = values.filter(value -> value > 0).summaryStatistics();
        var first = (int) Math.floor(Math.log10(range.getMin()));
        var last = (int) Math.ceil(Math.log10(range.getMax()));
        var within = last - first > 3 ? DoubleStream.of(1) : DoubleStream.of(1, 2, 5);
        var steps = within.boxed().toList();
        var marks = IntStream.rangeClosed(first, last)
                .boxed()
                .flatMap(power -> steps.stream().map(step -> step * Math.pow(10, power)))
                .toList();
        return new Axis(title, true, around(marks, range.getMin(), range.getMax()));
    }

    /** From zero on, with at most ten marks. */
    static Axis linear(String title, DoubleStream values) {
        var most = values.max().orElse(1);
        var power = Math.pow(10, Math.floor(Math.log10(most)));
        var step = power
                * DoubleStream.of(0.1, 0.2, 0.5, 1)
                        .filter(s -> most <= s * power * 10)
                        .findFirst()
                        .orElse(2);
        var count = (int) Math.ceil(most / step);
        return new Axis(
                title,
                false,
                IntStream.rangeClosed(0, count).mapToObj(i -> i * step).toList());
    }

    /** Those between, and one on each side. */
    private static List<Double> around(List<Double> marks, double least, double most) {
        var from = (int) marks.stream().filter(mark -> mark <= least).count() - 1;
        var to = (int) marks.stream().filter(mark -> mark < most).count();
        return marks.subList(Math.max(0, from), Math.min(marks.size(), Math.max(to, from + 1) + 1));
    }

    /** From 0 at the first mark to 1 at the last. */
    double at(double value) {
        return (scaled(value) - scaled(marks.getFirst())) / (scaled(marks.getLast()) - scaled(marks.getFirst()));
    }

    private double scaled(double value) {
        return isLogarithmic ? Math.log10(value) : value;
    }

    static String label(double mark) {
        return mark == Math.rint(mark)
                ? String.format(Locale.ROOT, "%,d", (long) mark)
                : String.format(Locale.ROOT, "%.4g", mark).replaceAll("0+$", "");
    }
}
