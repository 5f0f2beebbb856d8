package dev.hector.longterm;

import dev.hector.configuration.EmbedderConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.longterm.langchain4j.LangChain4jEmbedder;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The embedding models of a configuration; agents that name the same one share it. */
final class Embedders {

    private final HectorConfig config;
    private final Map<EmbedderConfig, Embedder> made = new ConcurrentHashMap<>();

    Embedders(HectorConfig config) {
        this.config = config;
    }

    /** The model of an agent with long-term memory. */
    Embedder forAgent(String agent) {
        return made.computeIfAbsent(configured(agent), LangChain4jEmbedder::new);
    }

    private EmbedderConfig configured(String agent) {
        @Nullable
        LongTermConfig longterm =
                Objects.requireNonNull(config.agents().get(agent), agent).longterm();
        var name = Objects.requireNonNull(longterm, agent).embedder();
        if (name == null) {
            return EmbedderConfig.MINILM;
        }
        @Nullable EmbedderConfig embedder = config.embedders().get(name);
        if (embedder == null) {
            throw new IllegalArgumentException(
                    "agents.%s.memory.longterm.embedder is '%s', which is not under embedders".formatted(agent, name));
        }
        return embedder;
    }
}
