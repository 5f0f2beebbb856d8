package dev.hector.longterm;

import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** The embedding of one agent's memories, with a pause after a failure that is longer each time. Used by one thread. */
final class AgentEmbedding {

    private static final Logger LOG = LoggerFactory.getLogger(AgentEmbedding.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PASSED_OVER = Duration.ofMinutes(10);
    private static final Duration TELL = Duration.ofSeconds(5);

    private final String agent;
    private final EmbeddingQueue queue;
    private @Nullable BackOffExecution outage;
    private long notBefore = System.nanoTime();
    private long toldAt = System.nanoTime();
    private long passedOverAt = System.nanoTime();

    AgentEmbedding(AgentMemory memory, EmbeddingWatch watch) {
        this.agent = memory.agent();
        this.queue = new EmbeddingQueue(memory, InstantSource.system(), watch);
    }

    /** Embeds a batch; false when there is nothing to do now. */
    boolean embedNext() {
        if (System.nanoTime() - notBefore < 0) {
            return false;
        }
        try (var _ = MDC.putCloseable("gen_ai.agent.name", agent)) {
            var more = queue.embedNext();
            recovered();
            takeUpPassedOver(more);
            tell(more);
            return more;
        } catch (EmbeddingFailedException failure) {
            failed(failure);
            queue.narrow();
        } catch (StoreUnavailableException failure) {
            failed(failure);
        }
        return false;
    }

    private void failed(Exception failure) {
        if (outage == null) {
            outage = pauses().start();
            LOG.warn(
                    "The memories of agent {} wait for their embeddings and are found by their words: {}",
                    agent,
                    failure.getMessage());
        }
        notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(outage.nextBackOff());
    }

    private static BackOff pauses() {
        var doubling = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        doubling.setMaxInterval(LONGEST_PAUSE.toMillis());
        return doubling;
    }

    private void recovered() {
        if (outage != null) {
            outage = null;
            LOG.info("The memories of agent {} get their embeddings again", agent);
        }
    }

    private void takeUpPassedOver(boolean more) {
        if (!more && System.nanoTime() - passedOverAt > PASSED_OVER.toNanos()) {
            passedOverAt = System.nanoTime();
            queue.takeUpPassedOver();
        }
    }

    private void tell(boolean more) {
        if (!more) {
            toldAt = System.nanoTime();
        } else if (System.nanoTime() - toldAt >= TELL.toNanos()) {
            toldAt = System.nanoTime();
            LOG.info("{} memories of agent {} wait for their embedding", queue.waiting(), agent);
        }
    }
}
