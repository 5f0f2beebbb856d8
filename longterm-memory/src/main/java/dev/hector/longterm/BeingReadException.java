package dev.hector.longterm;

import java.time.Duration;

/** What an answer is made from is read from a store, as after a start, and that takes longer than anybody should wait. */
public final class BeingReadException extends RuntimeException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private final String store;

    /** @param what is read, in the plural, as the beginning of a sentence */
    public BeingReadException(String what, String store) {
        super(what + " are being read for the first time since the start; ask again in " + RETRY_AFTER.toSeconds()
                + " seconds");
        this.store = store;
    }

    /** The configured name of the store. */
    public String store() {
        return store;
    }

    /** When it is worth asking again. */
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
