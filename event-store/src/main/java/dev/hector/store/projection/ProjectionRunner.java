package dev.hector.store.projection;

import dev.hector.store.SessionStore;
import dev.hector.store.SqlSessionStore;
import dev.hector.store.StoreUnavailableException;

/**
 * Keeps a projection level with its store's log. Whoever holds the cursor's row advances it, so any number of processes
 * may run the same projection, and a reader that wants to see its own write calls {@link #catchUp()} first.
 */
public interface ProjectionRunner extends AutoCloseable {

    /** Follows the log in the background, and now and then tries again what is parked. */
    void start();

    /**
     * Applies everything that is in the log now, on the calling thread or on another that is at it. Throws
     * {@link StoreUnavailableException} when the database cannot be reached.
     */
    void catchUp();

    @Override
    void close();

    /** A runner that is not started yet. */
    static ProjectionRunner of(SessionStore store, Projection projection) {
        if (store instanceof SqlSessionStore sql) {
            return new LogFollower(sql, projection, LogFollower.POLL);
        }
        throw new IllegalArgumentException("Projections follow the stores that SessionStores gives out");
    }
}
