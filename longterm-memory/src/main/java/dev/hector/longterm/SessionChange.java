package dev.hector.longterm;

import dev.hector.store.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What some events of one session mean to its memories. */
record SessionChange(List<MemoryRow> memories, boolean ended, boolean deleted) {

    static SessionChange of(List<StoredEvent> events, Function<StoredEvent, Optional<MemoryRow>> source) {
        var ended = events.stream().anyMatch(Endings::isEnd);
        if (ended && events.stream().anyMatch(Endings::isDeletion)) {
            return new SessionChange(List.of(), true, true);
        }
        var memories = events.stream().map(source).flatMap(Optional::stream).toList();
        return new SessionChange(memories, ended, false);
    }

    boolean isNothing() {
        return memories.isEmpty() && !ended;
    }

    /**
     * How many of the memories that wait already, followed by these, are due now.
     *
     * @param batchSize become due together; 0 waits for the end
     */
    int due(int batchSize, int waiting) {
        var all = waiting + memories.size();
        if (ended) {
            return all;
        }
        return batchSize == 0 ? 0 : all - all % batchSize;
    }
}
