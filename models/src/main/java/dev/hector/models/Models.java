package dev.hector.models;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;

/** The language models of a configuration, one per entry of {@code llms}, built when first needed. */
public final class Models {

    private Models() {}

    /**
     * Checks every model that an agent uses, without calling it.
     *
     * @throws IllegalArgumentException when one cannot be called as configured; the message names the key to mend
     */
    public static Models of(HectorConfig config, TokenCounter counter) {
        throw new UnsupportedOperationException();
    }

    /**
     * The model of this agent; the same instance for agents that share one.
     *
     * @throws IllegalArgumentException when there is no such agent
     */
    public LanguageModel forAgent(String agent) {
        throw new UnsupportedOperationException();
    }
}
