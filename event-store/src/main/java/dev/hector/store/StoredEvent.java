package dev.hector.store;

import dev.hector.events.EventJson;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event as it is stored. Its JSON is read at most once. */
public final class StoredEvent {

    private final long position;
    private final SessionKey session;
    private final long sequence;
    private final String eventId;
    private final String type;
    private final int revision;
    private final String payload;
    private final String metadata;
    private final Instant occurredAt;
    private volatile @Nullable SessionEvent event;

    /**
     * @param position in the store's global order; growing, not without gaps
     * @param sequence in the session: 1, 2, 3 … without gaps
     * @param payload JSON, see {@link EventJson}
     * @param metadata JSON, see {@link EventJson}
     */
    public StoredEvent(
            long position,
            SessionKey session,
            long sequence,
            String eventId,
            String type,
            int revision,
            String payload,
            String metadata,
            Instant occurredAt) {
        this(position, session, sequence, eventId, type, revision, payload, metadata, occurredAt, null);
    }

    private StoredEvent(
            long position,
            SessionKey session,
            long sequence,
            String eventId,
            String type,
            int revision,
            String payload,
            String metadata,
            Instant occurredAt,
            @Nullable SessionEvent event) {
        this.position = position;
        this.session = session;
        this.sequence = sequence;
        this.eventId = eventId;
        this.type = type;
        this.revision = revision;
        this.payload = payload;
        this.metadata = metadata;
        this.occurredAt = occurredAt;
        this.event = event;
    }

    /** What was just committed, as a reader will find it. */
    static StoredEvent of(NewEvent event, EventRow row, SessionKey session, long sequence, long position) {
        return new StoredEvent(
                position,
                session,
                sequence,
                event.eventId(),
                row.type(),
                row.revision(),
                new String(row.payload(), StandardCharsets.UTF_8),
                new String(row.metadata(), StandardCharsets.UTF_8),
                Instant.ofEpochMilli(row.occurredAt()),
                event.event());
    }

    public long position() {
        return position;
    }

    public SessionKey session() {
        return session;
    }

    public long sequence() {
        return sequence;
    }

    public String eventId() {
        return eventId;
    }

    public String type() {
        return type;
    }

    /** True for an event of one of these types; the event is not read for it, and one of a newer release is of none. */
    @SafeVarargs
    public final boolean is(Class<? extends SessionEvent>... types) {
        return Arrays.stream(types).anyMatch(wanted -> type.equals(EventJson.typeOf(wanted)));
    }

    public int revision() {
        return revision;
    }

    public String payload() {
        return payload;
    }

    public String metadata() {
        return metadata;
    }

    public Instant occurredAt() {
        return occurredAt;
    }

    /** Throws {@link dev.hector.events.UnknownEventException} when a newer release wrote it. */
    public SessionEvent event() {
        var read = event;
        if (read == null) {
            read = EventJson.read(type, revision, payload);
            event = read;
        }
        return read;
    }

    public EventMetadata cause() {
        return EventJson.readMetadata(metadata);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredEvent that
                && position == that.position
                && sequence == that.sequence
                && session.equals(that.session)
                && eventId.equals(that.eventId)
                && type.equals(that.type)
                && revision == that.revision
                && payload.equals(that.payload)
                && metadata.equals(that.metadata)
                && occurredAt.equals(that.occurredAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(position, eventId);
    }

    @Override
    public String toString() {
        return position + ": " + session + " " + sequence + " " + type + " " + eventId + " " + payload;
    }
}
