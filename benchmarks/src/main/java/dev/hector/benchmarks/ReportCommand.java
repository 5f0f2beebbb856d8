package dev.hector.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Writes RESULTS.md and its plots from lines of JSON.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder with the *.jsonl files of a run.")
    @SuppressWarnings("NullAway.Init")
    private Path results;

    @Option(names = "--to", paramLabel = "DIR", description = "Where the report goes; default: the same folder.")
    private @Nullable Path to;

    @Override
    public Integer call() throws IOException {
        Report.write(results, to == null ? results : to);
        return 0;
    }
}
