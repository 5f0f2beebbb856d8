package dev.hector.longterm;

import dev.hector.longterm.EmbeddingClaims.Free;
import dev.hector.longterm.MemoryQueries.Mark;
import dev.hector.longterm.PendingEmbeddings.Embedded;
import dev.hector.longterm.PendingEmbeddings.Pending;
import dev.hector.recall.SpokenText;
import dev.hector.store.SessionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives one agent's memories their vectors, a batch at a time and the oldest first. Several over one store share the work.
 * All that lasts is in the store: killed at any moment, another goes on and neither leaves a memory out nor gives it two.
 */
final class EmbeddingQueue {

    static final int BATCH = 32;

    /** Longer texts are embedded by their beginning. */
    private static final int LONGEST_TEXT = 8_000;

    private final SessionStore store;
    private final Embedder embedder;
    private final PendingEmbeddings pending;
    private final EmbeddingClaims claims;
    private final InstantSource clock;
    private final String agent;
    private final EmbeddingWatch watch;
    private Mark done = Mark.START;
    private int batch = BATCH;
    private boolean passedOver;

    EmbeddingQueue(AgentMemory memory, InstantSource clock) {
        this(memory, clock, EmbeddingWatch.NONE);
    }

    EmbeddingQueue(AgentMemory memory, InstantSource clock, EmbeddingWatch watch) {
        this.agent = memory.agent();
        this.watch = watch;
        this.store = memory.store();
        this.embedder = memory.embedder();
        this.pending = new PendingEmbeddings(
                memory.view(), memory.agent(), memory.embedder().model());
        this.claims = new EmbeddingClaims(pending);
        this.clock = clock;
    }

    /**
     * Claims the next batch, embeds it outside any transaction and stores it in one. False when nothing waits, or only what
     * others embed.
     */
    boolean embedNext() throws EmbeddingFailedException {
        var newest = store.read(ChangeSequence::newest);
        if (newest == done.stamp() && done.position() == Long.MAX_VALUE) {
            return false;
        }
        var next = claimed();
        if (next.memories().isEmpty()) {
            done = next.shared() ? done : new Mark(newest, Long.MAX_VALUE);
            return false;
        }
        var began = System.nanoTime();
        var embedded = embeddedOrReleased(next.memories());
        var stored = store.write(rows -> {
            var kept = pending.store(rows, embedded);
            claims.release(rows);
            return kept;
        });
        watch.embedded(agent, stored, Duration.ofNanos(System.nanoTime() - began));
        done = next.shared() ? done : next.memories().getLast().at();
        batch = Math.min(BATCH, batch * 2);
        return true;
    }

    /** Nothing is written where nothing is free. */
    private Free claimed() {
        var now = clock.instant();
        var free = store.read(rows -> claims.free(rows, done, batch, now));
        return free.memories().isEmpty() ? free : store.write(rows -> claims.claim(rows, done, batch, now));
    }

    private List<Embedded> embeddedOrReleased(List<Pending> next) throws EmbeddingFailedException {
        try {
            return embedded(next);
        } catch (EmbeddingFailedException failure) {
            store.write(rows -> {
                ChangeSequence.hold(rows);
                claims.release(rows);
                return next;
            });
            throw failure;
        }
    }

    private List<Embedded> embedded(List<Pending> next) throws EmbeddingFailedException {
        var vectors =
                embedder.embed(next.stream().map(one -> toEmbed(one.content())).toList());
        var embedded = new ArrayList<Embedded>();
        for (var i = 0; i < next.size(); i++) {
            embedded.add(new Embedded(next.get(i).position(), vectors.get(i)));
        }
        return embedded;
    }

    private static String toEmbed(String content) {
        var text = SpokenText.of("", content).text();
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    /** After a failure: tries fewer at a time, to come past one that the model does not take. */
    void narrow() {
        watch.failed(agent);
        if (batch > 1) {
            batch /= 2;
        } else {
            store.read(rows -> claims.free(rows, done, 1, clock.instant()))
                    .memories()
                    .forEach(one -> done = one.at());
            passedOver = true;
        }
    }

    /** Begins again with what was passed over. */
    void takeUpPassedOver() {
        if (passedOver) {
            passedOver = false;
            done = Mark.START;
        }
    }

    long waiting() {
        return store.read(pending::count);
    }
}
