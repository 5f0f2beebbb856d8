package dev.hector.configuration;

import java.util.Locale;

/** Who provides a language model. */
public enum ModelType {
    /** A model in this process that needs nothing. */
    DEMO,
    OPENAI,
    ANTHROPIC,
    GEMINI,
    OLLAMA;

    /** Hosts that speak OpenAI's protocol often ask for no key; nobody else's do. */
    public boolean needsKey(boolean hasHost) {
        return switch (this) {
            case DEMO, OLLAMA -> false;
            case OPENAI -> !hasHost;
            case ANTHROPIC, GEMINI -> true;
        };
    }

    /** The lower-case name used in configuration files and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
