package dev.hector.command.axon;

import dev.hector.command.SessionState;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.modelling.command.CreationPolicyAggregateFactory;
import org.jspecify.annotations.Nullable;

/** Makes the aggregate that events, or a command to an unknown session, then begin with. */
final class SessionFactory extends AbstractAggregateFactory<SessionAggregate>
        implements CreationPolicyAggregateFactory<SessionAggregate> {

    SessionFactory() {
        super(SessionAggregate.class);
    }

    @Override
    protected SessionAggregate doCreateAggregate(String session, DomainEventMessage firstEvent) {
        return new SessionAggregate(session, SessionState.NONE);
    }

    @Override
    public SessionAggregate create(@Nullable Object session) {
        return new SessionAggregate(String.valueOf(session), SessionState.NONE);
    }
}
