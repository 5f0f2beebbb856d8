package dev.hector.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only way to a store's database: migrates it before anything else happens, turns its failures into
 * {@link StoreUnavailableException}, and refuses a call within a call, which would wait for its own connection.
 */
final class DatabaseConnections implements AutoCloseable {

    /** So long everybody hears of the same failure to migrate, instead of each waiting for a new one. */
    private static final Duration FAILURE_STANDS = Duration.ofSeconds(1);

    private final Database database;
    private final ScopedValue<Boolean> inside = ScopedValue.newInstance();
    private final ReentrantLock migration = new ReentrantLock();
    private volatile boolean migrated;
    private @Nullable StoreUnavailableException lastFailure;
    private long failedAt;

    DatabaseConnections(Database database) {
        this.database = database;
    }

    Database database() {
        return database;
    }

    <T> T read(Database.Work<T> work) {
        return call(() -> database.read(work));
    }

    <T> T write(Database.Work<T> work) {
        return call(() -> database.write(work));
    }

    <T> T call(Call<T> call) {
        requireOutside();
        migrate();
        return ScopedValue.where(inside, true).call(() -> translated(call));
    }

    /** Throws {@link IllegalStateException} within a call. */
    void requireOutside() {
        if (inside.isBound()) {
            throw new IllegalStateException("A call to store '" + database.name() + "' within a call to it");
        }
    }

    private <T> T translated(Call<T> call) {
        try {
            return call.run();
        } catch (SQLException failure) {
            throw unavailable(failure).orElseThrow(() -> new IllegalStateException(failure));
        } catch (RuntimeException failure) {
            throw unavailable(failure).orElseThrow(() -> failure);
        }
    }

    private void migrate() {
        if (migrated) {
            return;
        }
        migration.lock();
        try {
            if (!migrated) {
                migrateOnce();
            }
        } finally {
            migration.unlock();
        }
    }

    private void migrateOnce() {
        if (lastFailure != null && System.nanoTime() - failedAt < FAILURE_STANDS.toNanos()) {
            throw lastFailure;
        }
        try {
            translated(() -> {
                database.migrate();
                return true;
            });
            migrated = true;
            lastFailure = null;
        } catch (StoreUnavailableException failure) {
            lastFailure = failure;
            failedAt = System.nanoTime();
            throw failure;
        }
    }

    /** The failure as callers see it, when the database is to blame for it. */
    Optional<RuntimeException> unavailable(Exception failure) {
        return problem(failure).map(text -> new StoreUnavailableException(database.name(), text, failure));
    }

    private Optional<String> problem(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutcomeUnknownException unknown) {
                return database.outage(unknown.problem())
                        .map(problem -> "no answer whether the write was stored; " + problem);
            }
            if (cause instanceof SQLException sql) {
                return database.outage(sql);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        database.close();
    }

    /** A call to the database. */
    @FunctionalInterface
    interface Call<T> {

        T run() throws SQLException;
    }
}
