package dev.hector.events.memory;

import java.util.List;

/**
 * Exactly what a model is given: instructions first, then the summary, then the kept messages.
 *
 * @param asOf the last event that is part of it
 * @param tokens size of all messages; never above the budget
 * @param summarisedThrough the last sequence that the summary covers; 0 without one
 * @param digest SHA-256 (hex) of the messages in their canonical JSON
 */
public record ModelContext(
        long asOf,
        MemorySettings settings,
        List<ContextMessage> messages,
        int tokens,
        long summarisedThrough,
        String digest) {}
