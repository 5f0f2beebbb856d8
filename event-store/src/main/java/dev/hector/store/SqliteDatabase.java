package dev.hector.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite: in a file, with one writing connection and readers beside it; or in memory, where a reader would block the
 * writer, so that all share one connection.
 */
final class SqliteDatabase implements Database {

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);
    private static final AtomicLong MEMORIES = new AtomicLong();

    private final String name;
    private final @Nullable Path file;
    private final SQLiteDataSource source;
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private @Nullable Connection memory;

    private SqliteDatabase(String name, @Nullable Path file, String url, int readerCount) {
        this.name = name;
        this.file = file;
        this.source = source(url, file != null);
        this.writers = Pools.fixed(name, source, 1);
        this.readers = file == null ? writers : Pools.fixed(name + "-readers", source, readerCount);
    }

    static SqliteDatabase inFile(String name, Path file, int connections) {
        return new SqliteDatabase(name, file, "jdbc:sqlite:" + file, Math.max(1, connections - 1));
    }

    /** Shared by all connections of this object and lost when it is closed. */
    static SqliteDatabase inMemory(String name) {
        var url = "jdbc:sqlite:file:/hector-" + MEMORIES.incrementAndGet() + "?vfs=memdb";
        return new SqliteDatabase(name, null, url, 0);
    }

    private static SQLiteDataSource source(String url, boolean durable) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
        if (durable) {
            config.setJournalMode(JournalMode.WAL);
            config.setSynchronous(SynchronousMode.FULL);
        }
        var source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Driver driver() {
        return Driver.SQLITE;
    }

    @Override
    public List<HikariDataSource> pools() {
        return readers == writers ? List.of(writers) : List.of(writers, readers);
    }

    @Override
    public void migrate() throws SQLException {
        if (file == null) {
            keepMemory();
            Migrations.run("sqlite", source);
        } else {
            migrate(file);
        }
    }

    private void migrate(Path file) throws SQLException {
        try {
            Files.createDirectories(file.toAbsolutePath().normalize().getParent());
            Migrations.runAlone(file, "sqlite", source);
        } catch (IOException failure) {
            throw new SQLException("" + failure, null, SQLiteErrorCode.SQLITE_CANTOPEN.code, failure);
        }
    }

    /** A database in memory lives as long as somebody is connected. */
    private void keepMemory() throws SQLException {
        if (memory == null) {
            memory = source.getConnection();
        }
    }

    @Override
    public <T> T read(Work<T> work) throws SQLException {
        try (var connection = readers.getConnection()) {
            return work.on(connection);
        }
    }

    @Override
    public <T> T write(Work<T> work) throws SQLException {
        try (var connection = writers.getConnection()) {
            execute(connection, "BEGIN IMMEDIATE");
            var committed = false;
            try {
                var result = work.on(connection);
                commit(connection);
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(connection);
                }
            }
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            execute(connection, "COMMIT");
        } catch (SQLException failure) {
            throw SqliteOutage.mayHaveCommitted(failure) ? new OutcomeUnknownException(failure) : failure;
        }
    }

    /** Some failures have rolled back already; where it is unclear, the connection is given up. */
    private void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException _) {
            writers.evictConnection(connection);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public List<AppendResult> append(List<Append> appends) throws SQLException {
        return write(connection -> SqliteAppend.append(connection, appends));
    }

    /** SQLite has no clock of its own, and everybody who shares a file shares the machine. */
    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Optional<String> outage(SQLException failure) {
        return SqliteOutage.of(failure, file);
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
        if (memory != null) {
            try {
                memory.close();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
