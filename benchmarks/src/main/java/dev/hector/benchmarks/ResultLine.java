package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A line of a file of results: one of these and no other. */
record ResultLine(
        @Nullable Machine machine,
        @Nullable Measurement measurement,
        @Nullable Failure failure,
        @Nullable String command) {

    /** A benchmark that found nothing. */
    record Failure(String benchmark, String reason) {}

    static ResultLine of(Machine machine) {
        return new ResultLine(machine, null, null, null);
    }

    static ResultLine of(Measurement measurement) {
        return new ResultLine(null, measurement, null, null);
    }

    static ResultLine of(Failure failure) {
        return new ResultLine(null, null, failure, null);
    }

    /** What the lines after it were measured with. */
    static ResultLine ofCommand(String command) {
        return new ResultLine(null, null, null, command);
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static boolean isFile(Path file) {
        return file.toString().endsWith(".jsonl");
    }

    static List<ResultLine> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> JsonMapper.shared().readValue(line, ResultLine.class))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
