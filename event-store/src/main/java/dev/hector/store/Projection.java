package dev.hector.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A function from ordered events to rows. Rows and cursor are committed together, so each event is applied exactly
 * once; an event that cannot be applied parks its session and no other.
 */
public interface Projection {

    /** Names the cursor; never changes. */
    String name();

    /** Applies one event within the runner's transaction. No other I/O than through {@code rows}. */
    void apply(JdbcClient rows, StoredEvent event);
}
