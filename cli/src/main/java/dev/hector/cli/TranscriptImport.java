package dev.hector.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/**
 * Brings transcripts in: the messages of a session one after the other in the order of the file, those of different
 * sessions beside each other.
 */
final class TranscriptImport {

    /** Bounds what of the file is held in memory. */
    private static final int LINES_AHEAD = 10_000;

    /**
     * What became of it.
     *
     * @param lines of the file, blank ones left out
     * @param messages that are stored now, also those that were before
     */
    record Result(long lines, long messages, int sessions) {}

    private final SessionClient client;
    private final LongConsumer progress;
    private final Semaphore ahead = new Semaphore(LINES_AHEAD);
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Map<String, Lane> lanes = new HashMap<>();

    /** @param progress told how many lines are done */
    TranscriptImport(SessionClient client, LongConsumer progress) {
        this.client = client;
        this.progress = progress;
    }

    /** A session's messages in their order. */
    private static final class Lane {

        private final SessionClient client;
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        private long messages;

        Lane(SessionClient client) {
            this.client = client;
        }
    }

    /** @throws RefusedException at the first line that is wrong or refused; what came before it is stored */
    Result run(BufferedReader file) throws IOException, InterruptedException {
        var number = 0L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var text = file.readLine(); text != null && failure.get() == null; text = file.readLine()) {
                number++;
                if (!text.isBlank()) {
                    ahead.acquire();
                    take(Transcripts.read(text, number), number, threads);
                }
            }
            lanes.values().forEach(TranscriptImport::join);
        }
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new Result(
                done.get(),
                lanes.values().stream().mapToLong(lane -> lane.messages).sum(),
                lanes.size());
    }

    private static void join(Lane lane) {
        try {
            lane.last.join();
        } catch (CompletionException _) {
            // Kept as the import's failure.
        }
    }

    private void take(TranscriptLine line, long number, ExecutorService threads) {
        var session = String.valueOf(line.session());
        var lane = lanes.get(session);
        if (lane == null) {
            lane = new Lane(line.user() == null ? client : client.onBehalfOf(line.user()));
            lanes.put(session, lane);
            then(lane, number, threads, owner -> owner.createOrGet(session, line.isMessage() ? only(session) : line));
        }
        if (line.isMessage()) {
            lane.messages++;
            var message = line.id() == null ? line.withId(Transcripts.idOf(line, lane.messages)) : line;
            then(lane, number, threads, owner -> owner.store(session, message));
        }
        lane.last = lane.last.whenComplete((_, _) -> {
            ahead.release();
            progress.accept(done.incrementAndGet());
        });
    }

    private static TranscriptLine only(String session) {
        return new TranscriptLine(session, null, null, null, null, null, null, null, null, null);
    }

    private interface Action {

        Object on(SessionClient owner);
    }

    private void then(Lane lane, long number, ExecutorService threads, Action action) {
        var owner = lane.client;
        lane.last = lane.last.thenRunAsync(
                () -> {
                    try {
                        action.on(owner);
                    } catch (RefusedException refused) {
                        var told = new RefusedException(refused.code(), "line " + number + ": " + refused.detail());
                        failure.compareAndSet(null, told);
                        throw told;
                    }
                },
                threads);
    }
}
