package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where figures go: to standard output, and as lines of JSON to a file. */
final class ResultOptions {

    @Option(names = "--out", paramLabel = "FILE", description = "Appends what is measured, as lines of JSON.")
    private @Nullable Path out;

    void add(Measurement measurement) {
        System.out.println(measurement.line());
        append(ResultLine.of(measurement));
    }

    void add(Machine machine) {
        System.out.println(machine);
        append(ResultLine.of(machine));
    }

    private void append(ResultLine line) {
        if (out != null) {
            append(out, line);
        }
    }

    static void append(Path file, ResultLine line) {
        try {
            Files.writeString(
                    file, line.json() + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
