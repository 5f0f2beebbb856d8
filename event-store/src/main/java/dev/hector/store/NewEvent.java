package dev.hector.store;

import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEvent;
import java.time.Instant;

/**
 * An event to be stored.
 *
 * @param eventId {@code evt_} and a ULID: unique over all stores, it makes a repeated append harmless
 */
public record NewEvent(String eventId, SessionEvent event, EventMetadata metadata, Instant occurredAt) {}
