package dev.hector.longterm;

import dev.hector.longterm.MemoryQueries.Change;
import dev.hector.longterm.MemoryQueries.Mark;
import dev.hector.recall.Hit;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Question;
import dev.hector.store.SessionStore;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An index over a scope's memories, or over its newest. */
final class ScopeIndex {

    private static final int PAGE = 2_000;

    private final Scope scope;
    private final String model;
    private final long floor;
    private final MemoryIndex index;
    private final ReentrantLock refreshing = new ReentrantLock();
    private Mark seen = Mark.START;
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
            var before = seen;
            while (takeIn(page(store)) == PAGE) {
                Thread.onSpinWait();
            }
            return !seen.equals(before);
        } finally {
            refreshing.unlock();
        }
    }

    private List<Change> page(SessionStore store) {
        return store.read(rows -> MemoryQueries.changes(rows, scope, model, seen, floor, PAGE));
    }

    private int takeIn(List<Change> changes) {
        for (var change : changes) {
            take(change);
            seen = change.at();
        }
        return changes.size();
    }

    private void take(Change change) {
        if (change.deleted()) {
            index.removeSession(change.memory().origin().sessionId());
        } else {
            if (change.vector() != null && dimensions == 0) {
                dimensions = change.vector().length;
            }
            index.add(change.memory(), usable(change.vector()));
        }
    }

    /** Providers have changed the length of a model's vectors; those of another length than the first help nobody. */
    private float @Nullable [] usable(float @Nullable [] vector) {
        return vector != null && vector.length == dimensions ? vector : null;
    }

    /** What to embed of a question. */
    String toEmbed(String question) {
        return index.toEmbed(question);
    }

    /** The best memories, the best first; without a vector by their words only. */
    List<Hit> search(Question question, float @Nullable [] vector) {
        return index.search(question, usable(vector));
    }

    int size() {
        return index.size();
    }

    long bytes() {
        return index.bytes();
    }
}
