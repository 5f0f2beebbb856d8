package dev.hector.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An open turn recalled these from long-term memory, best first, before its model was asked. They are part of its context
 * and of no later turn's.
 */
public record MemoriesRecalled(String turnId, int attempt, List<RecalledMemory> memories) implements SessionEvent {

    public MemoriesRecalled {
        requireNonNull(turnId);
        memories = memories == null ? List.of() : List.copyOf(memories);
    }
}
