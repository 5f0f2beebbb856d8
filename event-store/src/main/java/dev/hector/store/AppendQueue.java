package dev.hector.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Appends that arrive while others are being committed share the next commit. One thread, which ends when it has had
 * nothing to do for a while, writes for all; it is a platform thread, because a virtual one pays for a timer whenever it
 * waits for a server with a time-out.
 */
final class AppendQueue implements AutoCloseable {

    /** Bounds what one commit carries, and so how long it keeps those waiting who come after it. */
    static final int MOST = 256;

    /** So many events end a commit before it has {@link #MOST} appends. */
    static final int MOST_EVENTS = 1_000;

    /** So many bytes of payload end a commit before it has {@link #MOST} appends. */
    static final int MOST_BYTES = 4_000_000;

    private static final int MOST_WAITING = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final String store;
    private final int mostWaiting;
    private final Function<List<Append>, List<AppendResult>> log;
    private final ThreadPoolExecutor writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private boolean writing;

    /** @param store what a {@link StoreUnavailableException} calls the store */
    AppendQueue(String store, Function<List<Append>, List<AppendResult>> log) {
        this(store, MOST_WAITING, log);
    }

    /** @param mostWaiting whoever comes when so many wait is told to come again */
    AppendQueue(String store, int mostWaiting, Function<List<Append>, List<AppendResult>> log) {
        this.store = store;
        this.mostWaiting = mostWaiting;
        this.log = log;
        var threads = Thread.ofPlatform().daemon().name("append-" + store).factory();
        this.writer = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), threads);
        writer.allowCoreThreadTimeOut(true);
    }

    /** Waits for the commit; throws what the commit failed with. */
    AppendResult append(Append append) {
        var entry = new Entry(append, new CompletableFuture<>());
        enter(entry);
        try {
            return entry.result.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
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

    private void enter(Entry entry) {
        lock.lock();
        try {
            if (waiting.size() >= mostWaiting) {
                throw new StoreUnavailableException(store, mostWaiting + " writes are waiting for it");
            }
            if (writer.isShutdown()) {
                throw new StoreUnavailableException(store, "it is closed");
            }
            waiting.add(entry);
            if (!writing) {
                writing = true;
                writer.execute(this::writeAll);
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            write(batch);
        }
    }

    /** What waits is still written; whoever comes later is told that the store is closed. */
    @Override
    public void close() {
        lock.lock();
        try {
            writer.shutdown();
        } finally {
            lock.unlock();
        }
        writer.close();
    }

    /** The longest waiting; when there are none the writer is done. */
    private List<Entry> next() {
        lock.lock();
        try {
            var batch = new ArrayList<Entry>();
            var events = 0;
            for (var bytes = 0L; isRoomFor(batch.size(), events, bytes); ) {
                var entry = waiting.remove();
                batch.add(entry);
                events += entry.append.events().size();
                bytes += entry.append.bytes();
            }
            writing = !batch.isEmpty();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Guarded by the lock; the first append of a commit always has room. */
    private boolean isRoomFor(int appends, int events, long bytes) {
        return !waiting.isEmpty() && appends < MOST && events < MOST_EVENTS && bytes < MOST_BYTES;
    }

    /** Nobody is left waiting, whatever happens. */
    private void write(List<Entry> batch) {
        try {
            var results = log.apply(batch.stream().map(Entry::append).toList());
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).result.complete(results.get(i));
            }
        } catch (StoreUnavailableException outage) {
            batch.forEach(entry -> entry.result.completeExceptionally(outage));
        } catch (RuntimeException failure) {
            failOrWriteEach(batch, failure);
        } catch (Error defect) {
            batch.forEach(entry -> entry.result.completeExceptionally(defect));
        }
    }

    /** One that cannot be stored must not hinder the others. */
    private void failOrWriteEach(List<Entry> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            batch.getFirst().result.completeExceptionally(failure);
        } else {
            batch.forEach(entry -> write(List.of(entry)));
        }
    }

    private record Entry(Append append, CompletableFuture<AppendResult> result) {}
}
