package dev.hector.memory;

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
}
