package dev.hector.command;

import dev.hector.store.StoreUnavailableException;
import dev.hector.store.blob.BlobStore;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Removes blobs that nobody refers to any longer. Any number of processes may sweep the same store. */
final class BlobSweeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BlobSweeper.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final BlobStore blobs;
    private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();

    BlobSweeper(BlobStore blobs) {
        this.blobs = blobs;
    }

    void start() {
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("blobs-");
        scheduler.scheduleWithFixedDelay(this::sweepAll, INTERVAL);
    }

    private void sweepAll() {
        try {
            var removed = blobs.sweep();
            while (removed > 0) {
                removed = blobs.sweep();
            }
        } catch (StoreUnavailableException e) {
            log.warn("Blobs that nobody refers to stay for now: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
