package dev.hector.store;

import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEvent;
import java.time.Instant;

/** An event to be stored; {@code eventId} is unique over all stores and makes a repeated append harmless. */
public record NewEvent(String eventId, SessionEvent event, EventMetadata metadata, Instant occurredAt) {}
