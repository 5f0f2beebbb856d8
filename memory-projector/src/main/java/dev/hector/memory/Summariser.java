package dev.hector.memory;

import dev.hector.events.memory.TokenCounter;

/** Makes a conversation short. Blocks; called off every request's path. */
public interface Summariser {

    /**
     * How many tokens of messages one summary may be made from, for an agent whose model is given {@code budget} tokens.
     * What is older than that comes into a summary through the one before it.
     */
    int sourceLimit(int budget);

    /**
     * A text of at most {@link SummaryRequest#maxTokens()} tokens.
     *
     * @throws SummaryFailedException when there is none now; a later attempt may succeed
     */
    SummaryText summarise(SummaryRequest request) throws SummaryFailedException;

    /** Needs no model and no I/O, never fails, and always makes the same summary of the same request. */
    static Summariser extractive(TokenCounter counter) {
        return new ExtractiveSummariser(counter);
    }
}
