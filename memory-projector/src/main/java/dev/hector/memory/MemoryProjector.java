package dev.hector.memory;

import dev.hector.store.SessionStores;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.projection.Projection;
import dev.hector.store.projection.ProjectionRunner;
import dev.hector.store.projection.ProjectionRunners;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the working-memory views of every store level with its log, and has due summaries made. */
public final class MemoryProjector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryProjector.class);

    /** A summary that a last message made due is worth waiting for. */
    private static final Duration LAST_SUMMARIES = Duration.ofSeconds(10);

    private final List<ProjectionRunner> runners;
    private final WhenMemoryOverThresholdThenSummarise summaries;

    MemoryProjector(SessionStores stores, ProjectionRunners runners, WhenMemoryOverThresholdThenSummarise summaries) {
        this.summaries = summaries;
        this.runners = stores.all().stream()
                .map(store -> runners.of(store, new WorkingMemoryProjection(summaries::seen)))
                .toList();
    }

    /** The view alone, to be built anew: no summary follows from it. */
    public static Projection view() {
        return new WorkingMemoryProjection((_, _) -> {});
    }

    public void start() {
        runners.forEach(ProjectionRunner::start);
    }

    /**
     * Applies everything that is in the logs now and waits for the summaries that it makes due, but not for those whose
     * last attempt failed.
     *
     * @return false when that took longer than {@code atMost}
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        runners.forEach(MemoryProjector::catchUp);
        return summaries.drain(atMost);
    }

    /** Drains for at most ten seconds and stops. */
    @Override
    public void close() {
        try {
            if (!drain(LAST_SUMMARIES)) {
                LOG.info("Stopping before every summary was made; the next message makes them due again");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            summaries.close();
            runners.forEach(ProjectionRunner::close);
        }
    }

    private static void catchUp(ProjectionRunner runner) {
        try {
            runner.catchUp();
        } catch (StoreUnavailableException e) {
            LOG.warn("Not caught up: {}", e.getMessage());
        }
    }
}
