package dev.hector.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.hector.benchmarks.Served.Via;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a server holds for streams on which nothing happens. */
@Command(name = "streams", description = "Memory and CPU time that idle streams take.")
final class StreamsCommand implements Callable<Integer> {

    private static final int SESSIONS = 100;
    private static final int DESCRIPTORS_BESIDES = 500;
    private static final int WAVE = 100;
    private static final Duration BETWEEN_WAVES = Duration.ofMillis(100);
    private static final Duration OPEN_AT_MOST = Duration.ofMinutes(3);

    @Option(names = "--streams", description = "How many (${DEFAULT-VALUE}).", defaultValue = "10000")
    private int streams;

    @Option(
            names = "--via",
            split = ",",
            description = "How they are opened: HTTP (server-sent events), GRPC (${DEFAULT-VALUE}).",
            defaultValue = "http,grpc")
    private List<Via> vias = List.of();

    @Option(
            names = "--idle",
            description = "Seconds over which CPU time is measured (${DEFAULT-VALUE}).",
            defaultValue = "15")
    private int idle;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireDescriptors();
        var failed = 0;
        try (var store = PostgresServer.start()) {
            for (var via : vias) {
                failed += measured(store, via) ? 0 : 1;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    /** Too many for a server is a finding about this way to open them, and none about the next. */
    private boolean measured(PostgresServer store, Via via) throws IOException, InterruptedException {
        try {
            measure(store, via);
            return true;
        } catch (IllegalStateException failure) {
            var cause = failure.getCause() == null ? "" : ": " + failure.getCause();
            Progress.say("streams over " + via + ": " + failure.getMessage() + cause);
            return false;
        }
    }

    /** Each end of a stream takes one; the JVM has raised its limit to the hard one. */
    private void requireDescriptors() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        if (system.getMaxFileDescriptorCount() < streams + DESCRIPTORS_BESIDES) {
            throw new IllegalStateException("%d streams need more open files than 'ulimit -Hn' allows: %d"
                    .formatted(streams, system.getMaxFileDescriptorCount()));
        }
    }

    private void measure(PostgresServer store, Via via) throws IOException, InterruptedException {
        try (var server = ServerProcess.start(store.newDatabase(10));
                var callers = GrpcCallers.to(server.grpcPort());
                var tails = via == Via.HTTP ? new HttpTails(server.httpPort()) : new GrpcTails(server.grpcPort())) {
            var sessions = callers.newSessions(SESSIONS);
            Progress.say("streams over " + via + ": warming up");
            warmUp(callers, sessions);
            var before = Held.by(server);
            Progress.say("streams over " + via + ": opening " + streams);
            var begun = System.nanoTime();
            open(tails, sessions);
            awaitEvents(tails, callers, sessions);
            var opened = (System.nanoTime() - begun) / 1e9;
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            Progress.say("streams over " + via + ": idle");
            var after = Held.by(server);
            results.add(idle(store, server, via)
                    .with("seconds_to_open", opened)
                    .with("reopened", tails.reopened())
                    .with("bytes_per_stream", (after.resident() - before.resident()) / (double) streams)
                    .with("heap_bytes_per_stream", (after.heap() - before.heap()) / (double) streams)
                    .with("resident_before", before.resident())
                    .with("resident_after", after.resident())
                    .with("threads_before", before.threads())
                    .with("threads_after", after.threads()));
        }
    }

    private static void warmUp(Callers callers, List<String> sessions) {
        Load.run(8, Duration.ofSeconds(5), client -> callers.turns(sessions.get(client)));
    }

    private void open(Tails tails, List<String> sessions) {
        for (var i = 0; i < streams; i++) {
            tails.open(sessions.get(i % sessions.size()));
            if (i % WAVE == WAVE - 1) {
                LockSupport.parkNanos(BETWEEN_WAVES.toNanos());
            }
        }
    }

    /** Every stream has shown an event: it is open, and it works. */
    private void awaitEvents(Tails tails, Callers callers, List<String> sessions) {
        var giveUpAt = System.nanoTime() + OPEN_AT_MOST.toNanos();
        while (tails.alive() < streams) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("Only %d of %d streams have shown an event, %d were opened again"
                        .formatted(tails.alive(), streams, tails.reopened()));
            }
            Load.once(sessions.stream().map(callers::turns).toList());
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private Measurement idle(PostgresServer store, ServerProcess server, Via via) {
        var watch = store.watch("postgres");
        var cpu = server.tree().cpu();
        LockSupport.parkNanos(Duration.ofSeconds(idle).toNanos());
        var service = server.tree().cpu().minus(cpu).toNanos() / 1e9;
        var used = watch.used();
        return Measurement.of("idle streams over " + (via == Via.HTTP ? "HTTP" : "gRPC"), streams)
                .labelled("store", store.driver().wireName())
                .with("cores_service", service / idle)
                .with("cores_db", used.getOrDefault("cpu_db_ms", 0.0) / 1000 / idle);
    }
}
