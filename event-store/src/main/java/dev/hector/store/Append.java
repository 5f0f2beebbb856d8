package dev.hector.store;

import dev.hector.events.SessionKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All or none of some events, to follow the session's event {@link #expectedVersion()}. Made ready for the database
 * where it is made, so that nobody who waits for a commit waits for that.
 */
public final class Append {

    private final SessionKey session;
    private final long expectedVersion;
    private final List<NewEvent> events;
    private final List<EventRow> rows;

    /**
     * Throws {@link IllegalArgumentException} when the id of an event is not {@code evt_} and a ULID.
     *
     * @param expectedVersion 0 begins a session
     */
    public Append(SessionKey session, long expectedVersion, List<NewEvent> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("An append has at least one event");
        }
        this.session = session;
        this.expectedVersion = expectedVersion;
        this.events = List.copyOf(events);
        this.rows = rows(this.events);
    }

    private static List<EventRow> rows(List<NewEvent> events) {
        var rows = new ArrayList<EventRow>(events.size());
        @Nullable NewEvent before = null;
        for (var event : events) {
            rows.add(EventRow.of(event, before));
            before = event;
        }
        return List.copyOf(rows);
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
    long bytes() {
        return rows.stream().mapToLong(row -> row.payload().length).sum();
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
