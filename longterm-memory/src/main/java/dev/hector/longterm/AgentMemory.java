package dev.hector.longterm;

import dev.hector.configuration.LongTermConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.projection.ProjectionRunner;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * What one agent remembers: the view that it is configured to keep, and while that is still being built the other one,
 * which it was configured to keep before.
 */
final class AgentMemory implements AutoCloseable {

    private final String agent;
    private final LongTermConfig config;
    private final SessionStore store;
    private final PgVector pgVector;
    private final Embedder embedder;
    private final ProjectionRunner wanted;
    private final ProjectionRunner former;
    private final ReadWriteLock serving = new ReentrantReadWriteLock();
    private volatile boolean settled;

    /**
     * @param pgVector of the store
     * @param runners of the projections that fill the views of this agent
     */
    AgentMemory(
            String agent,
            LongTermConfig config,
            SessionStore store,
            PgVector pgVector,
            Embedder embedder,
            Function<View, ProjectionRunner> runners) {
        this.agent = agent;
        this.config = config;
        this.store = store;
        this.pgVector = pgVector;
        this.embedder = embedder;
        this.wanted = runners.apply(view());
        this.former = runners.apply(view().other());
    }

    String agent() {
        return agent;
    }

    LongTermConfig config() {
        return config;
    }

    SessionStore store() {
        return store;
    }

    PgVector pgVector() {
        return pgVector;
    }

    Embedder embedder() {
        return embedder;
    }

    /** The view that it is configured to keep. */
    View view() {
        return View.of(config);
    }

    /** How many memories have no vector yet. */
    long waiting() {
        return store.read(new PendingEmbeddings(view(), agent, embedder.model())::count);
    }

    /** Follows the log in the background. */
    void start() {
        wanted.start();
    }

    /** Reads from the view that is in use, brought level with the log; it stays in use until the reading is done. */
    <T> T read(Function<View, T> reading) {
        serving.readLock().lock();
        try {
            var former = formerView();
            (former ? this.former : wanted).catchUp();
            return reading.apply(former ? view().other() : view());
        } finally {
            serving.readLock().unlock();
        }
    }

    /** True while the view that was kept before is there, and so the wanted one not yet whole. */
    boolean formerView() {
        if (!settled
                && !store.read(
                        rows -> ViewCursor.position(rows, view().other(), agent).isPresent())) {
            settled = true;
        }
        return !settled;
    }

    /** Uses the wanted view from now on, and removes the one that was kept before. */
    void settle() {
        wanted.catchUp();
        serving.writeLock().lock();
        try {
            settled = true;
        } finally {
            serving.writeLock().unlock();
        }
        new RemovedView(store, agent, view().other()).remove();
    }

    @Override
    public void close() {
        wanted.close();
        former.close();
    }
}
