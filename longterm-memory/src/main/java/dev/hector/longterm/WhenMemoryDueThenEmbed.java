package dev.hector.longterm;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the memories of one store on one thread, off every request's path; its agents take turns. What is not embedded
 * waits in the store, so there is nothing to overflow.
 */
final class WhenMemoryDueThenEmbed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WhenMemoryDueThenEmbed.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LAST_BATCH = Duration.ofSeconds(5);

    private final List<AgentEmbedding> agents;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    WhenMemoryDueThenEmbed(String store, Collection<AgentMemory> memories, EmbeddingWatch watch) {
        this.agents = memories.stream()
                .map(memory -> new AgentEmbedding(memory, watch))
                .toList();
        this.thread = Thread.ofPlatform().daemon().name("embedding-" + store).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            var idle = true;
            while (!closed.await(idle ? LOOK.toMillis() : 0, TimeUnit.MILLISECONDS)) {
                idle = !embedNext();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean embedNext() {
        var embedded = false;
        for (var agent : agents) {
            try {
                embedded |= agent.embedNext();
            } catch (RuntimeException defect) {
                LOG.error("Embedding failed unexpectedly and goes on", defect);
            }
        }
        return embedded;
    }

    /** Stops after the batch under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.isAlive() && !thread.join(LAST_BATCH)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
