package dev.hector.command.axon;

import dev.hector.command.session.SessionState;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.modelling.command.CreationPolicyAggregateFactory;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.jspecify.annotations.Nullable;

/** Makes the aggregate that events, or a command to an unknown session, then begin with. */
final class SessionFactory extends AbstractAggregateFactory<SessionAggregate>
        implements CreationPolicyAggregateFactory<SessionAggregate> {

    SessionFactory(AggregateModel<SessionAggregate> model) {
        super(model);
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
