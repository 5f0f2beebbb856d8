package dev.hector.store.projection;

import dev.hector.store.StoredEvent;
import java.util.List;
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

    /**
     * Applies events in their order, with the same effect as one by one; a projection that can write less for many of one
     * session does so here. When this throws, its writes are undone and they are applied one by one.
     */
    default void applyAll(JdbcClient rows, List<StoredEvent> events) {
        events.forEach(event -> apply(rows, event));
    }
}
