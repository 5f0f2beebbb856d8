package dev.hector.longterm;

import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the view that an agent is configured to keep has come level with the log, and then has it take the place
 * of the one that was kept before. Killed at any time, the next start goes on.
 */
final class WhenViewChangedThenRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(WhenViewChangedThenRebuild.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration TELL = Duration.ofSeconds(3);
    /** So many events are read while nobody recalls. */
    private static final int NEARLY_LEVEL = 500;

    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(2);

    private final AgentMemory memory;
    private long toldAt = System.nanoTime();

    WhenViewChangedThenRebuild(AgentMemory memory) {
        this.memory = memory;
    }

    /** Returns when only the wanted view is left, or the thread is interrupted. */
    void run() {
        try {
            while (!isDone()) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() throws InterruptedException {
        try {
            if (!memory.formerView()) {
                new RemovedView(memory.store(), memory.agent(), memory.view().other()).remove();
                return true;
            }
            return switchWhenLevel();
        } catch (StoreUnavailableException _) {
            Thread.sleep(AFTER_OUTAGE);
            return false;
        }
    }

    private boolean switchWhenLevel() {
        var head = memory.store().log().head();
        var position = memory.store()
                .read(rows -> ViewCursor.position(rows, memory.view(), memory.agent()))
                .orElse(0L);
        if (position < head - NEARLY_LEVEL) {
            tell(position, head);
            return false;
        }
        memory.settle();
        LOG.info(
                "Agent {} remembers {} from now on",
                memory.agent(),
                memory.view().storedName());
        return true;
    }

    private void tell(long position, long head) {
        if (System.nanoTime() - toldAt >= TELL.toNanos()) {
            toldAt = System.nanoTime();
            LOG.info(
                    "Agent {} is to remember {}: {} % of the log read, {} until then",
                    memory.agent(),
                    memory.view().storedName(),
                    100 * position / head,
                    memory.view().other().storedName());
        }
    }
}
