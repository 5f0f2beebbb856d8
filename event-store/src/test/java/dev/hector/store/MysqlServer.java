package dev.hector.store;

import static org.awaitility.Awaitility.await;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A server process, with its durable settings, on a port of its own. Closing stops it in order; the data stays, and so a
 * new one may be started on it.
 */
final class MysqlServer implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(180);

    private final Process process;
    private final int port;

    private MysqlServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Lays out the folder first when it is empty. */
    static MysqlServer start(MysqlProgram program, Path data, int port) {
        var isNew = isEmpty(data);
        if (isNew) {
            program.install(data);
        }
        var log = data.resolveSibling(data.getFileName() + ".log");
        var server = new MysqlServer(program.serve(data, port, log), port);
        Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
        await().atMost(READY)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> server.answers(log));
        if (isNew) {
            server.execute("CREATE USER hector IDENTIFIED BY 'hector'");
        }
        return server;
    }

    private boolean answers(Path log) throws SQLException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The server ended: " + MysqlProgram.read(log));
        }
        try (var connection = DriverManager.getConnection(url(), "root", "")) {
            return connection.isValid(1);
        }
    }

    /** A new database, and a user of its own kind: it may do anything there and nothing elsewhere. */
    SessionStoreConfig newDatabase(String name) {
        execute("CREATE DATABASE " + name);
        execute("GRANT ALL ON " + name + ".* TO hector");
        return database(name);
    }

    SessionStoreConfig database(String name) {
        return new SessionStoreConfig("main-db", Driver.MYSQL, name, "localhost", port, "hector", "hector", null, 10);
    }

    void execute(String sql) {
        try (var connection = DriverManager.getConnection(url(), "root", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String url() {
        return "jdbc:mariadb://localhost:" + port + "/mysql";
    }

    /** As a power failure that spares the disk. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Server " + process.pid() + " does not end");
            }
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isEmpty(Path data) {
        try (var files = Files.list(data)) {
            return files.findAny().isEmpty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
