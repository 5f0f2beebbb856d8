package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code hector serve} as a process of its own, with the options that the launcher gives it. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern LISTENING =
            Pattern.compile("Listening on http://127\\.0\\.0\\.1:(\\d+) \\(gRPC on (\\d+)\\)");

    private static final Pattern TROUBLE = Pattern.compile(" (WARN|ERROR) |Exception");

    private static final int MOST_TROUBLES = 20;

    private static final List<String> JVM_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-Xlog:disable");

    private final Process process;
    private final Path config;
    private final int httpPort;
    private final int grpcPort;

    private ServerProcess(Process process, Path config, int httpPort, int grpcPort) {
        this.process = process;
        this.config = config;
        this.httpPort = httpPort;
        this.grpcPort = grpcPort;
    }

    /** Returns once the server listens. */
    static ServerProcess start(SessionStoreConfig store) {
        return start(store, "");
    }

    /** @param settings more of the agent's, in YAML's flow style, with a comma before each */
    static ServerProcess start(SessionStoreConfig store, String settings) {
        try {
            var config = Files.writeString(Files.createTempFile("hector", ".yaml"), yaml(store, settings));
            var process = new ProcessBuilder(command(config))
                    .redirectErrorStream(true)
                    .start();
            var output = process.inputReader();
            var ports = LISTENING.matcher(untilListening(output));
            if (!ports.find()) {
                throw new IllegalStateException("The server named no ports");
            }
            Thread.ofVirtual().start(() -> tellTrouble(output));
            return new ServerProcess(
                    process, config, Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String untilListening(BufferedReader output) throws IOException {
        var said = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Listening on")) {
                return line;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The server did not start:\n" + said);
    }

    /** Reads to the end, so that the server never waits for a reader. */
    private static void tellTrouble(BufferedReader output) {
        var told = 0;
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (TROUBLE.matcher(line).find() && told++ < MOST_TROUBLES) {
                    Progress.say("server: " + line);
                }
            }
        } catch (IOException _) {
            // The server is being stopped, and nobody needs its last words.
        }
    }

    private static List<String> command(Path config) {
        return hector("serve", "--config", config.toString(), "--port", "0", "--grpc-port", "0");
    }

    /** The command {@code hector} as the launcher runs a server. */
    static List<String> hector(String... arguments) {
        var command = new ArrayList<>(List.of(ThisJava.executable().toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", ThisJava.classPath(), "dev.hector.cli.Hector"));
        command.addAll(List.of(arguments));
        return command;
    }

    static String yaml(SessionStoreConfig store, String settings) {
        var sql = store.driver() == Driver.SQLITE
                ? "{driver: sqlite, database: '%s', max_conns: %d}".formatted(store.database(), store.maxConns())
                : "{driver: postgres, database: %s, host: %s, port: %d, username: %s, password: %s, ssl_mode: disable, max_conns: %d}"
                        .formatted(
                                store.database(),
                                store.host(),
                                store.port(),
                                store.username(),
                                store.password(),
                                store.maxConns());
        return """
            session_stores: {%1$s: {sql: %2$s}}
            agents: {%3$s: {session_store: %1$s%4$s}}
            """.formatted(store.name(), sql, Agents.NAME, settings);
    }

    int httpPort() {
        return httpPort;
    }

    int grpcPort() {
        return grpcPort;
    }

    ProcessTree tree() {
        return ProcessTree.of(process.pid());
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.delete(config);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
