package dev.hector.store;

import dev.hector.events.EventJson;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import java.time.Instant;

/**
 * An event as it is stored.
 *
 * @param position in the store's global order; growing, not without gaps
 * @param sequence in the session: 1, 2, 3 … without gaps
 * @param payload JSON, see {@link EventJson}
 * @param metadata JSON, see {@link EventJson}
 */
public record StoredEvent(
        long position,
        SessionKey session,
        long sequence,
        String eventId,
        String type,
        int revision,
        String payload,
        String metadata,
        Instant occurredAt) {

    /** Throws {@link dev.hector.events.UnknownEventException} when a newer release wrote it. */
    public SessionEvent event() {
        return EventJson.read(type, revision, payload);
    }

    public EventMetadata cause() {
        return EventJson.readMetadata(metadata);
    }
}
