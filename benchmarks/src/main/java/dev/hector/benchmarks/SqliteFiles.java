package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** SQLite in files of a folder that goes with this run. It runs in its caller, so it has no CPU time of its own. */
final class SqliteFiles implements Store {

    private final Path folder;
    private final AtomicInteger databases = new AtomicInteger();

    private SqliteFiles(Path folder) {
        this.folder = folder;
    }

    static SqliteFiles create() {
        return new SqliteFiles(Disk.newFolder("hector-benchmarks"));
    }

    @Override
    public Driver driver() {
        return Driver.SQLITE;
    }

    @Override
    public SessionStoreConfig newDatabase(int maxConns) {
        var file = folder.resolve("bench_" + databases.incrementAndGet() + ".db");
        return new SessionStoreConfig("sqlite", Driver.SQLITE, file.toString(), null, null, null, null, null, maxConns);
    }

    /** With the settings that the store itself has. */
    @Override
    public Connection connect(String database) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        return config.createConnection("jdbc:sqlite:" + database);
    }

    @Override
    public Watch watch(String database) {
        var before = bytes(database);
        return () -> Map.of("table_bytes", (double) bytes(database) - before);
    }

    private long bytes(String database) {
        try (var connection = connect(database)) {
            return pragma(connection, "page_count") * pragma(connection, "page_size");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
