package dev.hector.events;

import org.jspecify.annotations.Nullable;

/**
 * Who caused an event.
 *
 * @param actor the user or the part of the system on whose behalf it happened
 * @param correlationId the request it belongs to
 * @param causationId the event or message that it answers
 */
public record EventMetadata(
        String actor,
        @Nullable String correlationId,
        @Nullable String causationId) {

    /** Events that the system itself causes, such as expiry. */
    public static final EventMetadata SYSTEM = new EventMetadata("system", null, null);
}
