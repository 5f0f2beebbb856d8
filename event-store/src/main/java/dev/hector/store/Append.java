package dev.hector.store;

import dev.hector.events.SessionKey;
import java.util.List;

/** All or none of these events follow the session's event {@code expectedVersion}; 0 begins a session. */
public record Append(SessionKey session, long expectedVersion, List<NewEvent> events) {

    public Append {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("An append has at least one event");
        }
    }
}
