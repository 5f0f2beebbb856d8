package dev.hector.longterm;

import java.time.Duration;

/** An agent's memories are read from its store, as after a start, and that takes longer than anybody should wait. */
public final class MemoriesBeingReadException extends RuntimeException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private final String store;

    public MemoriesBeingReadException(String agent, String store) {
        super("The memories of agent " + agent + " are being read for the first time since the start; ask again in "
                + RETRY_AFTER.toSeconds() + " seconds");
        this.store = store;
    }

    /** The configured name of the store that they are read from. */
    public String store() {
        return store;
    }

    /** When it is worth asking again. */
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
