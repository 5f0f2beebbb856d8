package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server that this JVM's tests share, with fsync on: in a container where a Docker engine is usable, else
 * from binaries. It ends with the JVM.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** A new, empty database and how to reach it. */
    public static SessionStoreConfig newDatabase() {
        var name = "hector_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return config(name, Server.SHARED.host(), Server.SHARED.port());
    }

    /** The same database over another way, such as a proxy. */
    public static SessionStoreConfig config(String database, String host, int port) {
        return new SessionStoreConfig(
                "postgres",
                Driver.POSTGRES,
                database,
                host,
                port,
                Server.SHARED.user(),
                Server.SHARED.password(),
                null,
                10);
    }

    private static void execute(String sql) {
        var server = Server.SHARED;
        var url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Binaries as a server on a port and a data folder of the caller's choice. */
    public static EmbeddedPostgres start(Path data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Server(String host, int port, String user, String password) {

        private static final Server SHARED = DockerEngine.isUsable() ? container() : binaries();

        private static Server container() {
            var container = new PostgreSQLContainer(DockerEngine.POSTGRES);
            container.start();
            return new Server(
                    container.getHost(),
                    container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                    container.getUsername(),
                    container.getPassword());
        }

        private static Server binaries() {
            try {
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "100")
                        .start();
                return new Server("localhost", postgres.getPort(), "postgres", "postgres");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
