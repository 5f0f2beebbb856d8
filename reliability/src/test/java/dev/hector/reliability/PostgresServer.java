package dev.hector.reliability;

import static org.awaitility.Awaitility.await;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.store.TestPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of a test's own that it may stop in the worst way and start again. */
final class PostgresServer implements AutoCloseable {

    private final Path data;
    private final int port;
    private final Path binary;
    private final List<String> settings;
    private Process process;

    private PostgresServer(Path data, int port, Path binary, List<String> settings) throws IOException {
        this.data = data;
        this.port = port;
        this.binary = binary;
        this.settings = settings;
        this.process = launch();
        awaitReady();
    }

    /**
     * Makes a cluster in the folder, with fsync on, and starts it.
     *
     * @param settings such as {@code synchronous_commit=off}
     */
    static PostgresServer in(Path data, String... settings) throws IOException {
        var port = freePort();
        return new PostgresServer(data, port, initialised(data, port), List.of(settings));
    }

    /** The library makes the cluster and finds the binaries; from then on the server is a child of this process. */
    private static Path initialised(Path data, int port) throws IOException {
        try (var _ = TestPostgres.start(data, port)) {
            var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid))
                    .flatMap(handle -> handle.info().command())
                    .map(Path::of)
                    .orElseThrow(() -> new IllegalStateException("No process " + pid + " that could be looked at"));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binary.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        command.addAll(List.of("-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on"));
        command.addAll(List.of("-c", "max_connections=120"));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("postgres-" + port + ".log").toFile()))
                .start();
    }

    /** The server stops at once and will have to recover: what {@code pg_ctl stop -m immediate} asks for. */
    void stopImmediately() throws IOException, InterruptedException {
        Signals.QUIT.send(process.toHandle());
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("PostgreSQL did not stop");
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Starts the server again and waits until it has recovered. */
    void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException away) {
            return false;
        }
    }

    SessionStoreConfig newDatabase(String name) throws SQLException {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return through(port, name);
    }

    /** Everything that happened until now is on disk, whatever the settings. */
    void checkpoint() throws SQLException {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    /** The database by another way, such as a proxy. */
    SessionStoreConfig through(int otherPort, String database) {
        return new SessionStoreConfig(
                "main-db", Driver.POSTGRES, database, "127.0.0.1", otherPort, "postgres", "postgres", null, 8);
    }

    int port() {
        return port;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=5", "postgres", "postgres");
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
