package dev.hector.configuration;

/**
 * Long-term memory of an agent.
 *
 * @param storageScope {@code session}, {@code conversational}, {@code all} or {@code summaries_only}
 * @param batchSize messages embedded together; 0 waits for the session's end
 */
public record LongTermConfig(String storageScope, boolean autoRecall, int recallLimit, int batchSize) {}
