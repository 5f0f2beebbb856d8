package dev.hector.store;

/**
 * Keeps a projection level with its store's log. Whoever holds the cursor's row advances it, so any number of processes
 * may run the same projection, and a reader that wants to see its own write calls {@link #catchUp()} first.
 */
public interface ProjectionRunner extends AutoCloseable {

    /** Follows the log in the background. */
    void start();

    /** Applies, on the calling thread, everything that is in the log now. */
    void catchUp();

    @Override
    void close();

    /** A runner that is not started yet. */
    static ProjectionRunner of(SessionStore store, Projection projection) {
        throw new UnsupportedOperationException();
    }
}
