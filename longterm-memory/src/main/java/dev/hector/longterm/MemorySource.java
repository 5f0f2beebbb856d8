package dev.hector.longterm;

import dev.hector.store.StoredEvent;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a view keeps of an event. */
interface MemorySource {

    /** Nothing of most events; {@code rows} reads what else it takes to tell. */
    Optional<MemoryRow> of(StoredEvent event, JdbcClient rows);
}
