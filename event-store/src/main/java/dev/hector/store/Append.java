package dev.hector.store;

import dev.hector.events.SessionKey;
import java.util.List;

/**
 * All or none of some events, to follow the session's event {@link #expectedVersion()}. Made ready for the database
 * where it is made, so that nobody who waits for a commit waits for that.
 */
public final class Append {

    private final SessionKey session;
    private final long expectedVersion;
    private final List<NewEvent> events;
    private final List<EventRow> rows;

    /** @param expectedVersion 0 begins a session */
    public Append(SessionKey session, long expectedVersion, List<NewEvent> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("An append has at least one event");
        }
        this.session = session;
        this.expectedVersion = expectedVersion;
        this.events = List.copyOf(events);
        this.rows = this.events.stream().map(EventRow::of).toList();
    }

    public SessionKey session() {
        return session;
    }

    public long expectedVersion() {
        return expectedVersion;
    }

    public List<NewEvent> events() {
        return events;
    }

    /** The events as their columns want them. */
    List<EventRow> rows() {
        return rows;
    }

    /** Of the payloads together. */
    long characters() {
        return rows.stream().mapToLong(row -> row.payload().length()).sum();
    }

    /** The version of the session with these events. */
    long versionAfter() {
        return expectedVersion + events.size();
    }

    @Override
    public String toString() {
        return session + " " + expectedVersion + " " + events;
    }
}
