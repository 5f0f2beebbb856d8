package dev.hector.store;

import dev.hector.events.EventJson;
import dev.hector.events.MessageAppended;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as its columns want it.
 *
 * @param payload JSON in UTF-8
 * @param metadata JSON in UTF-8
 * @param asBefore true where the event before it was appended with it and has the same metadata, which are stored once
 */
@SuppressWarnings("ArrayRecordComponent")
record EventRow(
        UUID id,
        String type,
        int revision,
        byte[] payload,
        byte[] metadata,
        boolean asBefore,
        @Nullable String messageKey,
        long occurredAt) {

    /** @param before the event that is appended before it */
    static EventRow of(NewEvent event, @Nullable NewEvent before) {
        return new EventRow(
                EventIds.stored(event.eventId()),
                EventJson.typeOf(event.event()),
                EventJson.revisionOf(event.event()),
                EventJson.write(event.event()).getBytes(StandardCharsets.UTF_8),
                EventJson.writeMetadata(event.metadata()).getBytes(StandardCharsets.UTF_8),
                before != null && before.metadata().equals(event.metadata()),
                event.event() instanceof MessageAppended message ? message.key() : null,
                event.occurredAt().toEpochMilli());
    }

    /** What its own column holds. */
    byte @Nullable [] storedMetadata() {
        return asBefore ? null : metadata;
    }
}
