package dev.hector.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator: what the server can do without anybody of ours. */
final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");
    private static final Pattern COUNT = Pattern.compile("number of transactions actually processed: ([0-9]+)");

    private final PostgresServer server;
    private final String database;

    Pgbench(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pgbench")));
    }

    Measurement run(String benchmark, String script, int clients, Duration time) {
        var watch = server.watch(database);
        var output = output(script, clients, time);
        server.awaitEndOfConnectionsTo(database);
        var used = watch.used();
        var count = number(COUNT, output);
        var measurement = Measurement.of(benchmark, clients)
                .labelled("store", server.driver().wireName())
                .with("per_s", number(TPS, output))
                .with("mean_ms", number(LATENCY, output));
        used.forEach((name, amount) -> measurement.with(name, amount / count));
        return measurement.with("operations", count);
    }

    private String output(String script, int clients, Duration time) {
        try {
            var file = Files.writeString(Files.createTempFile("hector", ".pgbench"), script);
            try {
                return call(file, clients, time);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("pgbench is needed: apt-get install postgresql-contrib", failure);
        }
    }

    private String call(Path script, int clients, Duration time) throws IOException {
        var command = List.of(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(server.port()),
                "-U",
                "postgres",
                "-c",
                Integer.toString(clients),
                "-j",
                Integer.toString(Math.min(clients, 2)),
                "-T",
                Long.toString(time.toSeconds()),
                "-f",
                script.toString(),
                database);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "postgres");
        var output = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!output.contains("tps = ")) {
            throw new IllegalStateException("pgbench failed:\n" + output);
        }
        return output;
    }

    private static double number(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("pgbench printed no " + pattern + ":\n" + text);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
