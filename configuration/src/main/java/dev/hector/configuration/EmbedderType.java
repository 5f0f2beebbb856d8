package dev.hector.configuration;

import java.util.Locale;

/** Who provides an embedding model. */
public enum EmbedderType {
    /** A model in this process that needs nothing. */
    MINILM,
    OPENAI,
    OLLAMA;

    /** Hosts that speak OpenAI's protocol often ask for no key; nobody else's do. */
    boolean needsKey(boolean hasHost) {
        return switch (this) {
            case MINILM, OLLAMA -> false;
            case OPENAI -> !hasHost;
        };
    }

    /** The lower-case name used in configuration files and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
