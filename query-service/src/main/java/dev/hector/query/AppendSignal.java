package dev.hector.query;

import dev.hector.store.SessionStore;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Wakes those who wait for events that this process appends. Listens to the store from the first wait on. */
final class AppendSignal implements AutoCloseable {

    private final SessionStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private @Nullable AutoCloseable subscription;
    private long count;
    private boolean closed;

    AppendSignal(SessionStore store) {
        this.store = store;
    }

    /** How many appends were seen; ask before looking into the log, and wait for the next if nothing was there. */
    long count() {
        lock.lock();
        try {
            if (subscription == null && !closed) {
                subscription = store.log().onAppend(this::raise);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when more appends than {@code seen} happened, the time is over or this is closed. */
    void await(long seen, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var nanos = atMost.toNanos();
            while (count == seen && nanos > 0 && !closed) {
                nanos = appended.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** True when it is over and nobody should wait any more. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void raise() {
        lock.lock();
        try {
            count++;
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            appended.signalAll();
            if (subscription != null) {
                subscription.close();
                subscription = null;
            }
        } catch (Exception e) {
            throw new IllegalStateException("Listening to the store " + store.name() + " could not be ended", e);
        } finally {
            lock.unlock();
        }
    }
}
