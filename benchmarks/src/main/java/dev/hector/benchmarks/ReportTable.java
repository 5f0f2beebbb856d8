package dev.hector.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A table of the report: the measurements it shows, and which of their figures under which heading. */
record ReportTable(String title, String text, Predicate<Measurement> rows, Map<String, String> columns) {

    /** @param columns heading, figure, heading, figure … */
    static ReportTable of(String title, String text, Predicate<Measurement> rows, String... columns) {
        var headings = new LinkedHashMap<String, String>();
        for (var i = 0; i < columns.length; i += 2) {
            headings.put(columns[i], columns[i + 1]);
        }
        return new ReportTable(title, text, rows, headings);
    }

    /** In Markdown; empty when nothing of it was measured. */
    String render(List<Measurement> measurements) {
        var shown = measurements.stream().filter(rows).toList();
        if (shown.isEmpty()) {
            return "";
        }
        var lines = new ArrayList<>(List.of("## " + title, "", text, ""));
        lines.add("| what | at once | " + String.join(" | ", columns.keySet()) + " |");
        lines.add("|---" + "|--:".repeat(columns.size() + 1) + "|");
        shown.forEach(measurement -> lines.add(row(measurement)));
        lines.add("");
        return String.join("\n", lines) + "\n";
    }

    private String row(Measurement measurement) {
        var cells = columns.values().stream()
                .map(figure -> measurement.has(figure) ? Measurement.rounded(measurement.figure(figure)) : "")
                .collect(Collectors.joining(" | "));
        return "| " + name(measurement) + " | " + measurement.clients() + " | " + cells + " |";
    }

    private static String name(Measurement measurement) {
        return measurement.benchmark()
                + measurement.labels().values().stream()
                        .collect(Collectors.joining(", ", " (", ")"))
                        .replace(" ()", "");
    }
}
