package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL of this run's own with its default settings, so with fsync and full page writes on. */
final class PostgresServer implements AutoCloseable {

    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresServer start() {
        try {
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "400")
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A new, empty database, as an agent's store. */
    SessionStoreConfig newDatabase(int maxConns) {
        var name = "bench_" + databases.incrementAndGet();
        try (var connection = connect(USER);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new SessionStoreConfig(
                "postgres", Driver.POSTGRES, name, "127.0.0.1", server.getPort(), USER, USER, "disable", maxConns);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database, USER, USER);
    }

    int port() {
        return server.getPort();
    }

    /** A number that the server answers to a query. */
    long number(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void execute(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Bytes of WAL since the server was made. */
    long walBytes() {
        return number(USER, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
    }

    /** Bytes of all tables of a database, their indexes included. */
    long tableBytes(String database) {
        return number(
                database,
                "SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public'");
    }

    /** Only then has the server taken over the CPU times of the processes that served them. */
    void awaitEndOfConnectionsTo(String database) {
        var open = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "'";
        var giveUpAt = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (number(USER, open) > 0) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("Connections to " + database + " do not end");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    ProcessTree processes() {
        return ProcessTree.listeningOn(server.getPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
