package dev.hector.longterm;

import dev.hector.longterm.MemoryQueries.Change;
import dev.hector.longterm.MemoryQueries.Mark;
import dev.hector.recall.ExternalCandidates;
import dev.hector.recall.Hit;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Prepared;
import dev.hector.recall.Question;
import dev.hector.store.SessionStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An index over a scope's memories, or over its newest. */
final class ScopeIndex {

    private static final int PAGE = 2_000;

    /** Searches wait while so many are added. */
    private static final int TOGETHER = 100;

    private static final Executor AHEAD =
            work -> Thread.ofVirtual().name("reading-ahead").start(work);

    private final Scope scope;
    private final String model;
    private final long floor;
    private final MemoryIndex index;
    private final ReentrantLock refreshing = new ReentrantLock();
    private Mark seen = Mark.START;

    /** A stamp's changes are committed together, and before those of the next. */
    private long complete = -1;

    private volatile int dimensions;

    /**
     * @param model whose vectors it has
     * @param floor only of memories above this position
     */
    ScopeIndex(Scope scope, String model, long floor, MemoryIndex index) {
        this.scope = scope;
        this.model = model;
        this.floor = floor;
        this.index = index;
    }

    /** Takes in everything that was committed before the call; false when that was nothing new. */
    boolean refresh(SessionStore store) {
        refreshing.lock();
        try {
            var newest = store.read(ChangeSequence::newest);
            var isNew = newest != complete && readOn(store);
            complete = newest;
            return isNew;
        } finally {
            refreshing.unlock();
        }
    }

    private boolean readOn(SessionStore store) {
        var before = seen;
        var changes = page(store, seen);
        while (!changes.isEmpty()) {
            var last = changes.getLast().at();
            var next = changes.size() == PAGE ? ahead(store, last) : null;
            takeIn(changes);
            seen = last;
            changes = next == null ? List.of() : joined(next);
        }
        return !seen.equals(before);
    }

    /** The next page, while this one is taken in. */
    private CompletableFuture<List<Change>> ahead(SessionStore store, Mark after) {
        return CompletableFuture.supplyAsync(() -> page(store, after), AHEAD);
    }

    private static List<Change> joined(CompletableFuture<List<Change>> page) {
        try {
            return page.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private List<Change> page(SessionStore store, Mark after) {
        return store.read(rows -> MemoryQueries.changes(rows, scope, model, after, floor, PAGE));
    }

    /** In their order; what is between two deletions is taken apart by all processors and added together. */
    private void takeIn(List<Change> changes) {
        var added = new ArrayList<Change>();
        for (var change : changes) {
            if (change.deleted()) {
                add(added);
                added.clear();
                index.removeSession(change.memory().origin().sessionId());
            } else {
                learnDimensions(change.vector());
                added.add(change);
            }
        }
        add(added);
    }

    private void add(Collection<Change> added) {
        var prepared = added.parallelStream()
                .map(change -> new Prepared(change.memory(), usable(change.vector())))
                .toList();
        for (var from = 0; from < prepared.size(); from += TOGETHER) {
            index.addAll(prepared.subList(from, Math.min(prepared.size(), from + TOGETHER)));
        }
    }

    private void learnDimensions(float @Nullable [] vector) {
        if (vector != null && dimensions == 0) {
            dimensions = vector.length;
        }
    }

    /** Providers have changed the length of a model's vectors; those of another length than the first help nobody. */
    private float @Nullable [] usable(float @Nullable [] vector) {
        return vector != null && vector.length == dimensions ? vector : null;
    }

    /** Everything above this position; 0 is all. */
    long floor() {
        return floor;
    }

    /** What to embed of a question; {@code others} speak in the memories that are not in the index. */
    String toEmbed(String question, Collection<String> others) {
        return index.toEmbed(question, others);
    }

    /** The best memories, the best first; without a vector by their words only. */
    List<Hit> search(Question question, float @Nullable [] vector) {
        return index.search(question, usable(vector));
    }

    /** The best of these and of the others. */
    List<Hit> search(Question question, float @Nullable [] vector, ExternalCandidates others) {
        return dimensions == 0
                ? index.search(question, vector, others)
                : index.search(question, usable(vector), others);
    }

    int size() {
        return index.size();
    }

    long bytes() {
        return index.bytes();
    }
}
