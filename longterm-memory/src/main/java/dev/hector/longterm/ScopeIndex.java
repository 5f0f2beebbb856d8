package dev.hector.longterm;

import dev.hector.longterm.MemoryQueries.Mark;
import dev.hector.store.SessionStore;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** An index over a scope's memories, or over its newest. */
final class ScopeIndex {

    private static final int PAGE = 2_000;

    private final Scope scope;
    private final String model;
    private final long floor;
    private final RecallIndex index;
    private final ReentrantLock refreshing = new ReentrantLock();
    private Mark seen = Mark.START;

    /**
     * @param model whose vectors it has
     * @param floor only of memories above this position
     */
    ScopeIndex(Scope scope, String model, long floor, RecallIndex index) {
        this.scope = scope;
        this.model = model;
        this.floor = floor;
        this.index = index;
    }

    /** Takes in everything that was committed before the call. */
    void refresh(SessionStore store) {
        refreshing.lock();
        try {
            while (takeIn(page(store)) == PAGE) {
                Thread.onSpinWait();
            }
        } finally {
            refreshing.unlock();
        }
    }

    private List<MemoryQueries.Change> page(SessionStore store) {
        return store.read(rows -> MemoryQueries.changes(rows, scope, model, seen, floor, PAGE));
    }

    private int takeIn(List<MemoryQueries.Change> changes) {
        for (var change : changes) {
            if (change.deleted()) {
                index.remove(change.sessionId());
            } else {
                index.put(change.memory());
            }
            seen = change.at();
        }
        return changes.size();
    }

    List<Match> search(RecallIndex.Question question) {
        return index.search(question);
    }

    int size() {
        return index.size();
    }

    long bytes() {
        return index.bytes();
    }
}
