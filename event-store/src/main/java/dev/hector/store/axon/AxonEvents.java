package dev.hector.store.axon;

import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.NewEvent;
import dev.hector.store.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Events as Axon carries them, and back. */
record AxonEvents(String aggregateType) {

    private static final String ACTOR = "actor";
    private static final String CORRELATION_ID = "correlation_id";
    private static final String CAUSATION_ID = "causation_id";

    /** A command changes one session, so that its events are stored all or none. */
    static Append toAppend(List<? extends EventMessage<?>> messages) {
        var events = messages.stream().map(AxonEvents::ofAggregate).toList();
        var first = events.getFirst();
        for (int i = 0; i < events.size(); i++) {
            requireNext(first, i, events.get(i));
        }
        return new Append(
                SessionKey.parse(first.getAggregateIdentifier()),
                first.getSequenceNumber(),
                events.stream().map(AxonEvents::toNewEvent).toList());
    }

    private static DomainEventMessage<?> ofAggregate(EventMessage<?> message) {
        if (message instanceof DomainEventMessage<?> event) {
            return event;
        }
        throw new IllegalArgumentException("Only a session's own events can be stored, not " + message);
    }

    private static void requireNext(DomainEventMessage<?> first, int index, DomainEventMessage<?> event) {
        if (!event.getAggregateIdentifier().equals(first.getAggregateIdentifier())
                || event.getSequenceNumber() != first.getSequenceNumber() + index) {
            throw new IllegalArgumentException("Events of one session, in their order, are stored together: " + event);
        }
    }

    private static NewEvent toNewEvent(DomainEventMessage<?> message) {
        if (message.getPayload() instanceof SessionEvent event) {
            return new NewEvent(
                    message.getIdentifier(), event, metadata(message.getMetaData()), message.getTimestamp());
        }
        throw new IllegalArgumentException("Not a session's event: " + message.getPayloadType());
    }

    private static EventMetadata metadata(MetaData metadata) {
        var actor = Objects.requireNonNullElse(text(metadata, ACTOR), EventMetadata.SYSTEM.actor());
        return new EventMetadata(actor, text(metadata, CORRELATION_ID), text(metadata, CAUSATION_ID));
    }

    private static @Nullable String text(MetaData metadata, String key) {
        var value = metadata.get(key);
        return value == null ? null : value.toString();
    }

    DomainEventMessage<SessionEvent> toDomainEvent(StoredEvent event) {
        return new GenericDomainEventMessage<>(
                aggregateType,
                event.session().toString(),
                event.sequence() - 1,
                event.event(),
                metadata(event.cause()),
                event.eventId(),
                event.occurredAt());
    }

    TrackedEventMessage<SessionEvent> toTrackedEvent(StoredEvent event) {
        var token = new GlobalSequenceTrackingToken(event.position());
        return new GenericTrackedDomainEventMessage<>(token, toDomainEvent(event));
    }

    private static MetaData metadata(EventMetadata cause) {
        var entries = new HashMap<String, String>();
        entries.put(ACTOR, cause.actor());
        if (cause.correlationId() != null) {
            entries.put(CORRELATION_ID, cause.correlationId());
        }
        if (cause.causationId() != null) {
            entries.put(CAUSATION_ID, cause.causationId());
        }
        return MetaData.from(entries);
    }
}
