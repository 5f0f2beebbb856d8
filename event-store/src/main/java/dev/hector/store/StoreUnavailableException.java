package dev.hector.store;

import java.time.Duration;

/** The database cannot be reached, is full, or did not answer in time. Nothing is half-done; try again later. */
public final class StoreUnavailableException extends RuntimeException {

    private final String store;

    public StoreUnavailableException(String store, String problem, Throwable cause) {
        super("Session store '" + store + "' is unavailable: " + problem, cause);
        this.store = store;
    }

    /** The configured name of the store. */
    public String store() {
        return store;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return Duration.ofSeconds(2);
    }
}
