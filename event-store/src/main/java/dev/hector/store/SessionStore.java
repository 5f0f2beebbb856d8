package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One configured database of sessions: its log and the rows derived from it. Connects and migrates on first use, so a
 * store that is down at start is found when it comes up. Calls do not nest: work that calls its own store, or its log,
 * gets an {@link IllegalStateException} instead of a deadlock.
 *
 * <p>Every method but {@link #name()}, {@link #driver()} and {@link #close()} throws {@link StoreUnavailableException} when the database
 * cannot be reached.
 */
public interface SessionStore extends AutoCloseable {

    /** The key in {@code session_stores}, or {@code memory}. */
    String name();

    /** The kind of database, for whoever asks it what others could not answer. */
    Driver driver();

    EventLog log();

    /** Runs reads on a connection that never blocks writers. */
    <T> T read(Function<JdbcClient, T> work);

    /** Runs the work in one transaction that is committed when it returns and rolled back when it throws. */
    <T> T write(Function<JdbcClient, T> work);

    /** The database's clock, the one that leases and expiry go by. */
    Instant now();

    /** Throws {@link StoreUnavailableException} unless the database answers and is migrated. */
    void check();

    @Override
    void close();
}
