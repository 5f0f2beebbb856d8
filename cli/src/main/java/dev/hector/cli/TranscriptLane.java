package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient;
import dev.hector.client.TranscriptLine;
import dev.hector.wire.Views.ImportedView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * A session's messages in their order. What comes while others are being stored is stored with the next call: up to as
 * many messages, and as many bytes, as a server takes at once.
 */
final class TranscriptLane {

    private static final int MOST_MESSAGES = 500;

    /** Half of what a server takes, since its form of a message may be longer than the line. */
    private static final int MOST_BYTES = 512 * 1024;

    /** A line of the file; {@code bytes} of its text. */
    private record Numbered(TranscriptLine line, long number, int bytes) {}

    /** Is told of each line, also of one that is not stored because an earlier one was refused. */
    interface Listener {

        void done(int lines);

        void failed(RuntimeException failure);
    }

    private final SessionClient client;
    private final String session;
    private final Listener listener;
    private final Queue<Numbered> waiting = new ArrayDeque<>();
    private boolean storing;
    private long messages;

    /** Only whoever stores looks at these. */
    private boolean begun;

    private boolean failed;
    private long existing;

    TranscriptLane(SessionClient client, String session, Listener listener) {
        this.client = client;
        this.session = session;
        this.listener = listener;
    }

    /**
     * Takes the file's next line of this session.
     *
     * @return true when nobody stores just now: then {@link #storeAll} is to be called, on any thread
     */
    synchronized boolean add(TranscriptLine line, long number, String text) {
        if (line.isMessage()) {
            messages++;
        }
        var message = line.isMessage() && line.id() == null ? line.withId(Transcripts.idOf(line, messages)) : line;
        waiting.add(new Numbered(message, number, text.getBytes(StandardCharsets.UTF_8).length));
        var idle = !storing;
        storing = true;
        return idle;
    }

    /** Stores what waits, until nothing does. */
    void storeAll() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                if (!failed) {
                    store(batch);
                }
            } catch (RuntimeException failure) {
                failed = true;
                listener.failed(failure);
            } finally {
                listener.done(batch.size());
            }
        }
    }

    private synchronized List<Numbered> next() {
        var batch = new ArrayList<Numbered>();
        for (var bytes = 0L; isRoomFor(batch.size(), bytes); ) {
            var next = waiting.remove();
            batch.add(next);
            bytes += next.bytes;
        }
        storing = !batch.isEmpty();
        return batch;
    }

    private boolean isRoomFor(int count, long bytes) {
        var next = waiting.peek();
        return next != null && (count == 0 || (count < MOST_MESSAGES && bytes + next.bytes <= MOST_BYTES));
    }

    private void store(List<Numbered> batch) {
        if (!begun) {
            begin(batch.getFirst());
        }
        var lines = batch.stream().filter(numbered -> numbered.line.isMessage()).toList();
        if (!lines.isEmpty()) {
            storeTogether(lines);
        }
    }

    private void begin(Numbered first) {
        var description = first.line.isMessage() ? TranscriptLine.of(session) : first.line;
        naming(first, () -> client.createOrGet(session, description));
        begun = true;
    }

    /** All or none; which of several the server refuses is found out one by one, and what comes before it is stored. */
    private void storeTogether(List<Numbered> lines) {
        try {
            existing += naming(lines.getFirst(), () -> stored(lines)).existing();
        } catch (RefusedException refused) {
            if (lines.size() == 1 || refused.isInterruption()) {
                throw refused;
            }
            lines.forEach(line -> storeTogether(List.of(line)));
        }
    }

    private ImportedView stored(List<Numbered> lines) {
        return client.store(session, lines.stream().map(Numbered::line).toList());
    }

    private static <T> T naming(Numbered line, Supplier<T> call) {
        try {
            return call.get();
        } catch (RefusedException refused) {
            throw new RefusedException(refused.code(), "line " + line.number + ": " + refused.detail());
        }
    }

    long messages() {
        return messages;
    }

    /** Of the messages that were stored, those that had been before. */
    long existing() {
        return existing;
    }
}
