package dev.hector.longterm;

import static org.awaitility.Awaitility.await;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.store.DockerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL server with pgvector that this JVM's tests share: in a container where a Docker engine is usable, else from
 * Debian's packages. It ends with the JVM.
 */
final class TestPgVector {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final Path EXTENSIONS = Path.of("/usr/share/postgresql");
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Supplier<Server> SHARED = SingletonSupplier.of(
            () -> DockerEngine.isUsable() ? container() : installed(version().orElseThrow()));

    private record Server(String host, int port, String user, String password) {}

    private TestPgVector() {}

    static boolean isHere() {
        return DockerEngine.isUsable() || version().isPresent();
    }

    /** A new, empty database, in which the extension is not created yet; only where a server {@link #isHere() is here}. */
    static SessionStoreConfig newDatabase() {
        var name = "hector_" + DATABASES.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name);
        var server = SHARED.get();
        return new SessionStoreConfig(
                "postgres",
                Driver.POSTGRES,
                name,
                server.host(),
                server.port(),
                server.user(),
                server.password(),
                null,
                10);
    }

    /** As the administrator. */
    static void execute(String database, String sql) {
        var server = SHARED.get();
        try (var connection = DriverManager.getConnection(url(server, database), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String url(Server server, String database) {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database;
    }

    private static Server container() {
        var image = DockerImageName.parse(DockerEngine.PGVECTOR).asCompatibleSubstituteFor("postgres");
        var container = new PostgreSQLContainer(image);
        container.start();
        return new Server(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    /** The newest that has both the server and the extension. */
    private static Optional<Path> version() {
        if (!Files.isDirectory(PROGRAMS)) {
            return Optional.empty();
        }
        try (var versions = Files.list(PROGRAMS)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
                    .filter(version -> Files.exists(
                            EXTENSIONS.resolve(version.getFileName()).resolve("extension/vector.control")))
                    .max(Comparator.comparing(version -> version.getFileName().toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Server installed(Path version) {
        try {
            var folder = Files.createTempDirectory("hector-pgvector");
            var data = folder.resolve("data");
            var initdb = run(
                    List.of(
                            version.resolve("bin/initdb").toString(),
                            "-A",
                            "trust",
                            "-U",
                            "postgres",
                            "-E",
                            "UTF8",
                            "-D"),
                    data,
                    List.of("--no-locale"));
            if (initdb.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log(data)));
            }
            var port = freePort();
            var program = List.of(version.resolve("bin/postgres").toString(), "-p", String.valueOf(port), "-D");
            var process = run(program, data, List.of("-k", folder.toString(), "-h", "127.0.0.1"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
            var server = new Server("localhost", port, "postgres", "postgres");
            await().atMost(READY).ignoreExceptionsInstanceOf(SQLException.class).until(() -> answers(server));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** PostgreSQL refuses to be run by root; in a user namespace of its own it is nobody. */
    private static Process run(List<String> program, Path data, List<String> options) throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(program);
        command.add(data.toString());
        command.addAll(options);
        var log = log(data).toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private static Path log(Path data) {
        return data.resolveSibling("log");
    }

    private static boolean answers(Server server) throws SQLException {
        try (var connection = DriverManager.getConnection(url(server, "postgres"), server.user(), server.password())) {
            return connection.isValid(1);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void end(Process server, Path folder) {
        try {
            server.destroyForcibly();
            server.waitFor();
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
