package dev.hector.benchmarks;

import dev.hector.benchmarks.ResultLine.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every benchmark, each in a process of its own, so that one that fails takes no other with it. */
@Command(name = "all", description = "Every benchmark, and the report. Ends with 1 when one of them failed.")
final class AllCommand implements Callable<Integer> {

    private static final List<String> JVM_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Djava.awt.headless=true");

    @Option(names = "--quick", description = "A few minutes, to see that everything runs.")
    private boolean quick;

    @Option(names = "--results", paramLabel = "DIR", description = "Where lines of JSON go (${DEFAULT-VALUE}).")
    private Path results = Path.of("benchmarks", "target", "results");

    @Option(names = "--to", paramLabel = "DIR", description = "Where the report goes; default: the same.")
    private @Nullable Path to;

    @Override
    public Integer call() throws IOException, InterruptedException {
        clear();
        var failed = 0;
        for (var step : quick ? Step.quick() : Step.full()) {
            var begun = System.nanoTime();
            ResultOptions.append(file(step), ResultLine.ofCommand(String.join(" ", step.arguments())));
            var reason = run(step);
            Progress.say("%s: %s after %d s"
                    .formatted(
                            step.name(),
                            reason.isEmpty() ? "done" : reason,
                            (System.nanoTime() - begun) / 1_000_000_000));
            if (!reason.isEmpty()) {
                ResultOptions.append(file(step), ResultLine.of(new Failure(step.name(), reason)));
                failed++;
            }
        }
        Report.write(results, to == null ? results : to);
        return failed == 0 ? 0 : 1;
    }

    private void clear() throws IOException {
        Files.createDirectories(results);
        try (var files = Files.list(results)) {
            for (var file : files.filter(ResultLine::isFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path file(Step step) {
        return results.resolve(step.name() + ".jsonl");
    }

    /** Why it failed; empty when it did not. */
    private String run(Step step) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command(step)).inheritIO().start();
        if (process.waitFor(step.atMost().toSeconds(), TimeUnit.SECONDS)) {
            return process.exitValue() == 0 ? "" : "failed with exit code " + process.exitValue();
        }
        stop(process);
        return "not done in " + step.atMost().toMinutes() + " minutes";
    }

    /** What it has started ends with it, if it gets the time to. */
    private static void stop(Process process) throws InterruptedException {
        var descendants = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private List<String> command(Step step) {
        var command = new ArrayList<>(List.of(ThisJava.executable().toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", ThisJava.classPath(), Benchmarks.class.getName()));
        command.addAll(step.arguments());
        command.addAll(List.of("--out", file(step).toString()));
        return command;
    }
}
