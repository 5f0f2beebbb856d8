package dev.hector.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command line that does one turn and ends, against a JVM that does nothing. */
@Command(name = "cold-start", description = "'hector call' as a process, against a JVM that does nothing.")
final class ColdStartCommand implements Callable<Integer> {

    private static final List<String> NOTHING =
            List.of(ThisJava.executable().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version");

    @Option(names = "--launcher", paramLabel = "FILE", description = "The script (${DEFAULT-VALUE}).")
    private Path launcher = Path.of("hector");

    @Option(names = "--rounds", description = "How often each is started (${DEFAULT-VALUE}).", defaultValue = "11")
    private int rounds;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        var folder = Files.createTempDirectory("hector-cold-start");
        var config = Files.writeString(folder.resolve("config.yaml"), """
            session_stores: {db: {sql: {driver: sqlite, database: '%s'}}}
            agents: {assistant: {session_store: db}}
            """.formatted(folder.resolve("sessions.db")));
        Progress.say("cold-start: building, if a source is newer");
        run("hector call", call(config));
        Progress.say("cold-start: measuring");
        var found = Rounds.alternate(
                rounds, () -> run("hector call", call(config)), () -> run("a JVM that does nothing", NOTHING));
        var own = found.getFirst();
        var floor = found.getLast();
        results.add(own.with("wall_to_jvm", own.figure("wall_ms") / floor.figure("wall_ms"))
                .with("cpu_to_jvm", own.figure("cpu_service_ms") / floor.figure("cpu_service_ms")));
        results.add(floor);
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        return 0;
    }

    private List<String> call(Path config) {
        return List.of(
                launcher.toAbsolutePath().toString(),
                "call",
                Callers.TEXT,
                "--agent",
                Agents.NAME,
                "--session",
                "cold",
                "--config",
                config.toString());
    }

    /** CPU time of children that ended is in this process' own line. */
    private static Measurement run(String benchmark, List<String> command) {
        var cpu = ownTicks();
        var begun = System.nanoTime();
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed:\n" + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
        return Measurement.of(benchmark, 1)
                .with("wall_ms", (System.nanoTime() - begun) / 1e6)
                .with("cpu_service_ms", ProcessTree.millis(ownTicks() - cpu));
    }

    private static long ownTicks() {
        return ProcessStat.read("self").orElseThrow().ticksOfEndedChildren();
    }
}
