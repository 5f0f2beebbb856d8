package dev.hector.events.memory;

import java.util.List;

/** What the open turn recalled, and the event that recorded it. */
record Recall(long sequence, List<Recollection> recollections) {

    static final Recall NONE = new Recall(0, List.of());

    boolean isEmpty() {
        return recollections.isEmpty();
    }

    /** The best of them. */
    Recall first(int count) {
        return new Recall(sequence, recollections.subList(0, count));
    }
}
