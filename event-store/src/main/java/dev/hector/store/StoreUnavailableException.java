package dev.hector.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The database cannot be reached, is full, or did not answer in time. Nothing is half-done; try again later. */
public final class StoreUnavailableException extends RuntimeException {

    private final String store;

    public StoreUnavailableException(String store, String problem, @Nullable Throwable cause) {
        super("Session store '" + store + "' is unavailable: " + problem, cause);
        this.store = store;
    }

    public StoreUnavailableException(String store, String problem) {
        this(store, problem, null);
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
