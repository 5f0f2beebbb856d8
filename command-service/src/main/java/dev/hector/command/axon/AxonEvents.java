package dev.hector.command.axon;

import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.NewEvent;
import dev.hector.store.StoredEvent;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Events as Axon carries them, and back. */
final class AxonEvents {

    private AxonEvents() {}

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
                    message.getIdentifier(), event, CauseMetaData.read(message.getMetaData()), message.getTimestamp());
        }
        throw new IllegalArgumentException("Not a session's event: " + message.getPayloadType());
    }

    static DomainEventMessage<SessionEvent> toDomainEvent(StoredEvent event) {
        return new GenericDomainEventMessage<>(
                SessionAggregate.TYPE,
                event.session().toString(),
                event.sequence() - 1,
                event.event(),
                CauseMetaData.of(event.cause()),
                event.eventId(),
                event.occurredAt());
    }

    static TrackedEventMessage<SessionEvent> toTrackedEvent(StoredEvent event) {
        var token = new GlobalSequenceTrackingToken(event.position());
        return new GenericTrackedDomainEventMessage<>(token, toDomainEvent(event));
    }
}
