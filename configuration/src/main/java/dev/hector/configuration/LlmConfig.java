package dev.hector.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A language model.
 *
 * @param host base URL; null is the provider's own
 * @param maxTokens most tokens of an answer; null leaves it to the provider
 * @param timeout for a whole answer, retries included
 */
public record LlmConfig(
        String name,
        ModelType type,
        @Nullable String model,
        @Nullable String apiKey,
        @Nullable String host,
        @Nullable Double temperature,
        @Nullable Integer maxTokens,
        Duration timeout) {

    /** What an agent without {@code llm} uses. */
    public static final LlmConfig DEMO =
            new LlmConfig("demo", ModelType.DEMO, "demo", null, null, null, null, Duration.ofSeconds(60));

    @Override
    public String toString() {
        return "LlmConfig[name=" + name + ", type=" + type.wireName() + ", model=" + model + "]";
    }
}
