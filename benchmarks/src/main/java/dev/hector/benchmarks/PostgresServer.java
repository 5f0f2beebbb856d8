package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL of this run's own with its default settings, so with fsync and full page writes on. */
final class PostgresServer implements Store {

    static final String USER = "postgres";

    private static final List<String> SAFE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedPostgres server;
    private final ProcessTree processes;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
        SAFE.forEach(this::requireOn);
        this.processes = ProcessTree.of(postmaster());
        execute(USER, "CREATE EXTENSION pg_walinspect");
    }

    static PostgresServer start() {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(Disk.newFolder("hector-postgres"))
                    .setServerConfig("max_connections", "800")
                    .setServerConfig("wal_keep_size", "2GB");
            SAFE.forEach(setting -> builder.setServerConfig(setting, "on"));
            return new PostgresServer(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The binaries are started with {@code -F}, so what is on is better asked for. */
    private void requireOn(String setting) {
        if (!isOn(text(USER, "SHOW " + setting))) {
            throw new IllegalStateException("PostgreSQL runs without " + setting);
        }
    }

    static boolean isOn(String value) {
        return value.equals("on");
    }

    private long postmaster() {
        var file = Path.of(text(USER, "SHOW data_directory"), "postmaster.pid");
        try (var lines = Files.lines(file)) {
            return Long.parseLong(lines.findFirst().orElseThrow().trim());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Driver driver() {
        return Driver.POSTGRES;
    }

    @Override
    public SessionStoreConfig newDatabase(int maxConns) {
        var name = "bench_" + databases.incrementAndGet();
        execute(USER, "CREATE DATABASE " + name);
        return new SessionStoreConfig(
                "postgres", Driver.POSTGRES, name, "127.0.0.1", server.getPort(), USER, USER, "disable", maxConns);
    }

    @Override
    public Connection connect(String database) throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?reWriteBatchedInserts=true";
        return DriverManager.getConnection(url, USER, USER);
    }

    int port() {
        return server.getPort();
    }

    String version() {
        return text(USER, "SHOW server_version");
    }

    /** A number that the server answers to a query. */
    long number(String database, String sql) {
        return Long.parseLong(text(database, sql));
    }

    String text(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
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

    @Override
    public Watch watch(String database) {
        var tables = tableBytes(database);
        var log = walPosition();
        var cpu = cpu();
        return () -> used(database, cpu, log, tables);
    }

    private Map<String, Double> used(String database, Duration cpu, String log, long tables) {
        var cpuNow = cpu();
        var logNow = walPosition();
        return Map.of(
                "cpu_db_ms",
                cpuNow.minus(cpu).toNanos() / 1e6,
                "wal_bytes",
                (double) number(USER, "SELECT '" + logNow + "'::pg_lsn - '" + log + "'::pg_lsn"),
                "wal_image_bytes",
                (double) imageBytes(log, logNow),
                "table_bytes",
                (double) tableBytes(database) - tables);
    }

    /** Bytes of whole pages in the log. What reads it reads only what is on disk, and needs one record at least. */
    private long imageBytes(String from, String to) {
        if (from.equals(to)) {
            return 0;
        }
        execute(USER, "SELECT pg_logical_emit_message(true, 'benchmarks', 'end', true)");
        var span = "'" + from + "'::pg_lsn, '" + walPosition() + "'::pg_lsn";
        return number(USER, "SELECT sum(fpi_size)::bigint FROM pg_get_wal_stats(" + span + ")");
    }

    /** CPU time of the server and all its processes so far. */
    Duration cpu() {
        return processes.cpu();
    }

    private String walPosition() {
        return text(USER, "SELECT pg_current_wal_insert_lsn()::text");
    }

    /** Bytes of all tables of a database, their indexes included. */
    private long tableBytes(String database) {
        return number(
                database,
                "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public'");
    }

    /** Only then has the server taken over the CPU times of the processes that served them. */
    void awaitEndOfConnectionsTo(String database) {
        var open = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database
                + "' AND backend_type = 'client backend'";
        var giveUpAt = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (number(USER, open) > 0) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("Connections to " + database + " do not end");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
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
