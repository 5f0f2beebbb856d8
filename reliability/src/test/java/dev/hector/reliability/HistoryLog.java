package dev.hector.reliability;

import dev.hector.reliability.Entry.Answered;
import dev.hector.reliability.Entry.Damage;
import dev.hector.reliability.Entry.Fault;
import dev.hector.reliability.Entry.Invoked;
import dev.hector.reliability.Entry.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** Writes a history while it happens: one JSON object a line, a call's line before the call is made. */
final class HistoryLog implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Writer writer;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    HistoryLog(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            writer = Files.newBufferedWriter(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Notes that the call begins; answers its number. */
    long invoked(String client, String server, Call call) {
        var attempt = attempts.incrementAndGet();
        write(new Invoked(
                now(), attempt, client, server, call.action(), call.session(), call.key(), Digests.of(call.text())));
        return attempt;
    }

    void answered(long attempt, Outcome outcome) {
        write(new Answered(now(), attempt, outcome.verdict(), outcome.code(), outcome.answer()));
        if (outcome.verdict() == Verdict.OK) {
            acknowledged.incrementAndGet();
        }
    }

    /** How many calls went well until now. */
    long acknowledged() {
        return acknowledged.get();
    }

    void fault(Damage damage, String target) {
        write(new Fault(now(), damage, target));
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private synchronized void write(Entry entry) {
        try {
            writer.write(JSON.writerFor(Entry.class).writeValueAsString(entry));
            writer.write('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What was written so far. */
    synchronized History read() {
        try {
            writer.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return History.read(file);
    }

    Path file() {
        return file;
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
