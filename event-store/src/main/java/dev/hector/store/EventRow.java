package dev.hector.store;

import dev.hector.events.EventJson;
import dev.hector.events.MessageAppended;
import org.jspecify.annotations.Nullable;

/** An event as its columns want it. */
record EventRow(
        String eventId,
        String type,
        int revision,
        String payload,
        String metadata,
        @Nullable String messageKey,
        long occurredAt) {

    static EventRow of(NewEvent event) {
        return new EventRow(
                event.eventId(),
                EventJson.typeOf(event.event()),
                EventJson.revisionOf(event.event()),
                EventJson.write(event.event()),
                EventJson.writeMetadata(event.metadata()),
                event.event() instanceof MessageAppended message ? message.key() : null,
                event.occurredAt().toEpochMilli());
    }
}
