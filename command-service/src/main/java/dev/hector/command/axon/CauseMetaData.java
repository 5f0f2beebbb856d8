package dev.hector.command.axon;

import dev.hector.events.EventMetadata;
import java.util.HashMap;
import org.axonframework.messaging.MetaData;

/** Who caused a command, as Axon's meta data. */
final class CauseMetaData {

    static final String[] KEYS = {"actor", "correlation_id", "causation_id"};

    private CauseMetaData() {}

    static MetaData of(EventMetadata cause) {
        var entries = new HashMap<String, Object>();
        entries.put(KEYS[0], cause.actor());
        if (cause.correlationId() != null) {
            entries.put(KEYS[1], cause.correlationId());
        }
        if (cause.causationId() != null) {
            entries.put(KEYS[2], cause.causationId());
        }
        return MetaData.from(entries);
    }
}
