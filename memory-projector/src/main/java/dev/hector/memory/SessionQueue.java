package dev.hector.memory;

import dev.hector.events.SessionKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that wait for some work, each once. One session's work never overlaps with itself, and only so many run at a
 * time. A full queue passes its longest waiting session over.
 */
final class SessionQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionQueue.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<SessionKey> waiting = new LinkedHashSet<>();
    private final Set<SessionKey> running = new HashSet<>();
    private final ScheduledExecutorService delays = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("summary-delays").factory());
    private final int capacity;
    private final int parallel;
    private final Consumer<SessionKey> work;
    private boolean closed;

    SessionQueue(int capacity, int parallel, Consumer<SessionKey> work) {
        this.capacity = capacity;
        this.parallel = parallel;
        this.work = work;
    }

    /** Soon works on the session, after the work on it that is under way. */
    void offer(SessionKey session) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            waiting.add(session);
            if (waiting.size() > capacity) {
                waiting.remove(waiting.iterator().next());
            }
            startNext();
        } finally {
            lock.unlock();
        }
    }

    void offerAfter(Duration delay, SessionKey session) {
        lock.lock();
        try {
            if (!closed) {
                delays.schedule(() -> offer(session), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is waiting or running, delayed sessions aside; false when that took too long. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        var left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!(waiting.isEmpty() && running.isEmpty())) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Begins no more work; what runs ends by itself. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        delays.shutdownNow();
    }

    private void startNext() {
        while (running.size() < parallel) {
            var next = nextIdle();
            if (next.isEmpty()) {
                return;
            }
            waiting.remove(next.get());
            running.add(next.get());
            Thread.ofVirtual().name("summary-" + next.get()).start(() -> run(next.get()));
        }
    }

    private Optional<SessionKey> nextIdle() {
        return waiting.stream().filter(session -> !running.contains(session)).findFirst();
    }

    private void run(SessionKey session) {
        try {
            work.accept(session);
        } catch (RuntimeException defect) {
            LOG.error("Work on session {} failed", session, defect);
        } finally {
            finished(session);
        }
    }

    private void finished(SessionKey session) {
        lock.lock();
        try {
            running.remove(session);
            startNext();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
