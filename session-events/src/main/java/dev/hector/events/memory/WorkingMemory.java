package dev.hector.events.memory;

import dev.hector.events.SessionEvent;
import java.util.Optional;

/**
 * The working memory of one session, folded from its events in sequence order. Immutable.
 *
 * <p>It may be folded from the first event, or from a {@link Checkpoint} on; both give the same context.
 */
public final class WorkingMemory {

    /** Where a later fold may begin instead of at the first event, with the same result under the same settings. */
    public record Checkpoint(long through, long firstKept, long summarySequence, int keptTokens) {}

    /** Whole turns that a summary should cover, both ends included. */
    public record DueSummary(long from, long to, int tokensBefore) {}

    /** The memory before the first event. */
    public static WorkingMemory empty(MemorySettings settings) {
        throw new UnsupportedOperationException();
    }

    /** The memory after one more event. */
    public WorkingMemory with(long sequence, SessionEvent event) {
        throw new UnsupportedOperationException();
    }

    /** The last folded sequence; 0 before the first. */
    public long through() {
        throw new UnsupportedOperationException();
    }

    /** What a model with these instructions is given now. */
    public ModelContext context(String instructions, TokenCounter counter) {
        throw new UnsupportedOperationException();
    }

    /** The summary that {@code summary_buffer} wants now, if any. */
    public Optional<DueSummary> dueSummary() {
        throw new UnsupportedOperationException();
    }

    public Checkpoint checkpoint() {
        throw new UnsupportedOperationException();
    }
}
