package dev.hector.command.axon;

import dev.hector.events.EventMetadata;
import java.util.HashMap;
import java.util.Objects;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Who caused a command or an event, as Axon's meta data. */
final class CauseMetaData {

    private static final String ACTOR = "actor";
    private static final String CORRELATION_ID = "correlation_id";
    private static final String CAUSATION_ID = "causation_id";

    static final String[] KEYS = {ACTOR, CORRELATION_ID, CAUSATION_ID};

    private CauseMetaData() {}

    static MetaData of(EventMetadata cause) {
        var entries = new HashMap<String, Object>();
        entries.put(ACTOR, cause.actor());
        if (cause.correlationId() != null) {
            entries.put(CORRELATION_ID, cause.correlationId());
        }
        if (cause.causationId() != null) {
            entries.put(CAUSATION_ID, cause.causationId());
        }
        return MetaData.from(entries);
    }

    /** The system is the actor where the meta data name none. */
    static EventMetadata read(MetaData metadata) {
        var actor = Objects.requireNonNullElse(text(metadata, ACTOR), EventMetadata.SYSTEM.actor());
        return new EventMetadata(actor, text(metadata, CORRELATION_ID), text(metadata, CAUSATION_ID));
    }

    private static @Nullable String text(MetaData metadata, String key) {
        var value = metadata.get(key);
        return value == null ? null : value.toString();
    }
}
