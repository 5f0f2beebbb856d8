package dev.hector.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Appends that arrive while another is committed share the next commit, and one connection: whoever has waited longest
 * then writes for all. A lone append waits for nobody.
 */
final class AppendQueue {

    /** Bounds what one commit carries, and so how long it keeps those waiting who come after it. */
    static final int MOST = 64;

    private final Function<List<Append>, List<AppendResult>> log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private boolean writing;

    AppendQueue(Function<List<Append>, List<AppendResult>> log) {
        this.log = log;
    }

    AppendResult append(Append append) {
        var entry = new Entry(append);
        if (isFirst(entry) || entry.isCalledToWrite()) {
            writeNext();
        }
        return entry.outcome.get();
    }

    /** How many wait for the commit under way to end. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFirst(Entry entry) {
        lock.lock();
        try {
            waiting.add(entry);
            var first = !writing;
            writing = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** The longest waiting are written, the caller's own among them, and the next in the queue is called. */
    private void writeNext() {
        var batch = next();
        try {
            write(batch);
        } finally {
            batch.forEach(Entry::release);
            callNext();
        }
    }

    private List<Entry> next() {
        lock.lock();
        try {
            var batch = new ArrayList<Entry>();
            while (batch.size() < MOST && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void callNext() {
        lock.lock();
        try {
            writing = !waiting.isEmpty();
            if (writing) {
                waiting.element().callToWrite();
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Entry> batch) {
        try {
            var results = log.apply(batch.stream().map(entry -> entry.append).toList());
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).succeed(results.get(i));
            }
        } catch (StoreUnavailableException outage) {
            batch.forEach(entry -> entry.fail(outage));
        } catch (RuntimeException failure) {
            failOrWriteEach(batch, failure);
        }
    }

    /** One that cannot be stored must not hinder the others. */
    private void failOrWriteEach(List<Entry> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            batch.getFirst().fail(failure);
        } else {
            batch.forEach(entry -> write(List.of(entry)));
        }
    }

    private static final class Entry {

        private final Append append;
        private final CompletableFuture<Boolean> call = new CompletableFuture<>();
        private Supplier<AppendResult> outcome = () -> {
            throw new IllegalStateException("The thread that wrote this append broke off");
        };

        Entry(Append append) {
            this.append = append;
        }

        /** Waits for an outcome or for its turn to write; true when it is its turn. */
        boolean isCalledToWrite() {
            return call.join();
        }

        void callToWrite() {
            call.complete(true);
        }

        void release() {
            call.complete(false);
        }

        void succeed(AppendResult result) {
            outcome = () -> result;
        }

        void fail(RuntimeException failure) {
            outcome = () -> {
                throw failure;
            };
        }
    }
}
