package dev.hector.store.projection;

import dev.hector.store.SqlSessionStore;
import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Follows the log on a virtual thread, woken by appends of this process and looking now and then for those of others. */
final class LogFollower implements ProjectionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final Duration RETRY_PARKED = Duration.ofMinutes(1);

    /** Appends that come so soon after each other share a transaction; readers who cannot wait catch up themselves. */
    private static final Duration GATHER = Duration.ofMillis(100);

    private final SqlSessionStore store;
    private final Projection projection;
    private final ProjectionStep step;
    private final Duration poll;
    private final ReentrantLock advancing = new ReentrantLock();
    private final Semaphore wanted = new Semaphore(0);
    private volatile long position;
    private volatile boolean level;
    private volatile boolean closed;
    private @Nullable Thread thread;
    private @Nullable AutoCloseable subscription;

    /** @param poll how often to look for appends of other processes */
    LogFollower(SqlSessionStore store, Projection projection, Duration poll) {
        this.store = store;
        this.projection = projection;
        this.step = new ProjectionStep(store, projection);
        this.poll = poll;
    }

    /** True once everything was applied that was in the log at some time after the start. */
    boolean hasBeenLevel() {
        return level;
    }

    @Override
    public void start() {
        if (thread != null) {
            throw new IllegalStateException("Projection " + projection.name() + " was started before");
        }
        subscription = store.log().onAppend(wanted::release);
        thread = Thread.ofVirtual().name("projection-" + projection.name()).start(this::follow);
    }

    @Override
    public void catchUp() {
        var head = store.log().head();
        while (position < head) {
            advance(head);
        }
        level = true;
    }

    /** One thread at a time: those who wait would only hold connections. */
    private void advance(long head) {
        advancing.lock();
        try {
            if (position < head) {
                position = store.write(rows -> step.advance(rows, head));
            }
        } finally {
            advancing.unlock();
        }
    }

    private void follow() {
        @Nullable BackOffExecution outage = null;
        var parkedTriedAt = System.nanoTime() - RETRY_PARKED.toNanos();
        while (!closed) {
            try {
                if (System.nanoTime() - parkedTriedAt >= RETRY_PARKED.toNanos() || store.read(step::isAskedToResume)) {
                    resumeParked();
                    parkedTriedAt = System.nanoTime();
                }
                catchUp();
                outage = null;
            } catch (RuntimeException failure) {
                report(failure, outage == null);
                outage = outage == null ? pauses().start() : outage;
            }
            await(outage == null ? poll.toMillis() : outage.nextBackOff());
        }
    }

    private void resumeParked() {
        for (var session : store.read(step::parked)) {
            while (store.write(rows -> step.resume(rows, session))) {
                LOG.debug("Projection {} resumes session {}", projection.name(), session);
            }
        }
    }

    /** An outage is told once; anything else is a defect, and told each time. */
    private void report(RuntimeException failure, boolean first) {
        if (!(failure instanceof StoreUnavailableException)) {
            LOG.error("Projection {} failed and tries again", projection.name(), failure);
        } else if (first && !closed) {
            LOG.warn("Projection {} waits: {}", projection.name(), failure.getMessage());
        }
    }

    private BackOff pauses() {
        var doubling = new ExponentialBackOff(poll.toMillis() * 2, 2);
        doubling.setMaxInterval(LONGEST_PAUSE.toMillis());
        return doubling;
    }

    private void await(long millis) {
        try {
            if (wanted.tryAcquire(millis, TimeUnit.MILLISECONDS) && !closed) {
                Thread.sleep(GATHER);
                wanted.drainPermits();
            }
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        wanted.release();
        try {
            if (subscription != null) {
                subscription.close();
            }
            if (thread != null) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
