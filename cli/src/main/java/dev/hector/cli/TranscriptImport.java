package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient;
import dev.hector.client.TranscriptLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings transcripts in: the messages of a session one after the other in the order of the file, those of different
 * sessions beside each other.
 */
final class TranscriptImport implements TranscriptLane.Listener {

    /** Bounds what of the file is held in memory. */
    private static final int LINES_AHEAD = 10_000;

    /**
     * What became of it.
     *
     * @param lines of the file, blank ones left out
     * @param messages that are stored now, also those that were before
     * @param existing of these, those that were before
     */
    record Result(long lines, long messages, long existing, int sessions) {}

    private final SessionClient client;
    private final LongConsumer progress;
    private final Semaphore ahead = new Semaphore(LINES_AHEAD);
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Map<String, TranscriptLane> lanes = new HashMap<>();

    /** @param progress told how many lines are done */
    TranscriptImport(SessionClient client, LongConsumer progress) {
        this.client = client;
        this.progress = progress;
    }

    /** @throws RefusedException at the first line that is wrong or refused; what came before it is stored */
    Result run(BufferedReader file) throws IOException, InterruptedException {
        var number = 0L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var text = file.readLine(); text != null && failure.get() == null; text = file.readLine()) {
                number++;
                if (!text.isBlank()) {
                    ahead.acquire();
                    take(Transcripts.read(text, number), text, number, threads);
                }
            }
        }
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new Result(done.get(), sum(TranscriptLane::messages), sum(TranscriptLane::existing), lanes.size());
    }

    private long sum(ToLongFunction<TranscriptLane> count) {
        return lanes.values().stream().mapToLong(count).sum();
    }

    private void take(TranscriptLine line, String text, long number, ExecutorService threads) {
        var lane = lanes.computeIfAbsent(String.valueOf(line.session()), session -> lane(session, line.user()));
        if (lane.add(line, number, text)) {
            threads.execute(lane::storeAll);
        }
    }

    private TranscriptLane lane(String session, @Nullable String user) {
        return new TranscriptLane(user == null ? client : client.onBehalfOf(user), session, this);
    }

    @Override
    public void done(int lines) {
        ahead.release(lines);
        progress.accept(done.addAndGet(lines));
    }

    @Override
    public void failed(RuntimeException problem) {
        failure.compareAndSet(null, problem);
    }
}
