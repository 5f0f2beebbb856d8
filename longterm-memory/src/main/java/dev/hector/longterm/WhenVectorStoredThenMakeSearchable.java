package dev.hector.longterm;

import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Fills what pgvector searches in from the vectors that are stored, in the background; its agents take turns. All that lasts
 * is in the store, so that another start goes on where this one ends. Ends by itself where there is no pgvector.
 */
final class WhenVectorStoredThenMakeSearchable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WhenVectorStoredThenMakeSearchable.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(2);

    private final PgVector pgVector;
    private final List<SearchableQueue> queues;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean decided;

    WhenVectorStoredThenMakeSearchable(PgVector pgVector, Collection<AgentMemory> memories) {
        this.pgVector = pgVector;
        this.queues = memories.stream().map(SearchableQueue::new).toList();
        this.thread = Thread.ofVirtual().name("searchable-memories").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            var pause = Duration.ZERO;
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS) && (!decided || pgVector.isUsable())) {
                pause = step();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long to wait then. */
    private Duration step() {
        try {
            if (!decided) {
                pgVector.look();
                decided = true;
            }
            return pgVector.isUsable() && fillNext() ? Duration.ZERO : LOOK;
        } catch (DataAccessException | StoreUnavailableException failure) {
            if (PgVector.isToBlame(failure)) {
                pgVector.failed(failure);
            } else {
                LOG.debug("Memories are made searchable later: {}", failure.getMessage());
            }
        }
        return AFTER_OUTAGE;
    }

    private boolean fillNext() {
        var filled = false;
        for (var queue : queues) {
            filled |= queue.fillNext();
        }
        return filled;
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
