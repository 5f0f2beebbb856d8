package dev.hector.memory;

import dev.hector.events.MemorySummarised;
import dev.hector.events.memory.WorkingMemory.DueSummary;

/** Summaries as events. */
final class Summaries {

    private Summaries() {}

    static MemorySummarised of(DueSummary due, String text) {
        return new MemorySummarised(
                due.from(), due.to(), text, Fixture.COUNTER.count(text), "test", due.tokensBefore(), 0);
    }
}
