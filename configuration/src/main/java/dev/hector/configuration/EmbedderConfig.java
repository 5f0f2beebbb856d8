package dev.hector.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model that turns texts into vectors.
 *
 * @param model the model's name at the provider; null for {@code minilm}
 * @param host base URL; null is the provider's own
 * @param timeout for one request
 */
public record EmbedderConfig(
        String name,
        EmbedderType type,
        @Nullable String model,
        @Nullable String apiKey,
        @Nullable String host,
        Duration timeout) {

    /** What an agent without {@code embedder} uses: in this process, needing nothing else. */
    public static final EmbedderConfig MINILM =
            new EmbedderConfig("minilm", EmbedderType.MINILM, null, null, null, Duration.ofSeconds(30));

    @Override
    public String toString() {
        return "EmbedderConfig[name=" + name + ", type=" + type.wireName() + ", model=" + model + "]";
    }
}
