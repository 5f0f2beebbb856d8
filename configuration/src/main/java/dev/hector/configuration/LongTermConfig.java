package dev.hector.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Long-term memory of an agent.
 *
 * @param batchSize messages stored and embedded together; 0 waits for the session's end
 * @param embedder key in {@code embedders}; null is {@link EmbedderConfig#MINILM}
 */
public record LongTermConfig(
        StorageScope storageScope,
        boolean autoRecall,
        int recallLimit,
        int batchSize,
        @Nullable String embedder) {

    /** With the embedding model of this process. */
    public LongTermConfig(StorageScope storageScope, boolean autoRecall, int recallLimit, int batchSize) {
        this(storageScope, autoRecall, recallLimit, batchSize, null);
    }
}
