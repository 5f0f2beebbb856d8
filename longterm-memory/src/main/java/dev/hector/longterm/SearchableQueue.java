package dev.hector.longterm;

import dev.hector.longterm.MemoryQueries.Mark;
import dev.hector.store.SessionStore;

/** Makes one agent's memories searchable, a batch at a time and the oldest first. Used by one thread. */
final class SearchableQueue {

    private static final int BATCH = 100;

    private final SessionStore store;
    private final SearchableMemories memories;
    private Mark done = Mark.START;

    SearchableQueue(AgentMemory memory) {
        this.store = memory.store();
        this.memories = new SearchableMemories(
                memory.view(), memory.agent(), memory.embedder().model());
    }

    /** Makes a batch searchable; false when nothing waits. A memory that gets its vector takes a new stamp, so none is missed. */
    boolean fillNext() {
        var newest = store.read(ChangeSequence::newest);
        if (newest == done.stamp() && done.position() == Long.MAX_VALUE) {
            return false;
        }
        var next = store.read(rows -> memories.next(rows, done, BATCH));
        if (next.isEmpty()) {
            done = new Mark(newest, Long.MAX_VALUE);
            return false;
        }
        store.write(rows -> memories.store(rows, next));
        done = next.getLast().at();
        return true;
    }
}
