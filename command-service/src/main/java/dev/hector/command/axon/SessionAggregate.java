package dev.hector.command.axon;

import dev.hector.command.DecisionContextLoader;
import dev.hector.command.session.Decision;
import dev.hector.command.session.SessionDecider;
import dev.hector.command.session.SessionState;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionEvent;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** A session as Axon sees it; all it does is done by the decider and the state. */
@AggregateRoot(type = SessionAggregate.TYPE)
final class SessionAggregate {

    static final String TYPE = "Session";

    /** Goes before what is known of the command's sender. */
    private static final MetaData BY_SYSTEM = CauseMetaData.of(EventMetadata.SYSTEM);

    @AggregateIdentifier
    private final String session;

    private SessionState state;

    SessionAggregate(String session, SessionState state) {
        this.session = session;
        this.state = state;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(Submission submission, DecisionContextLoader contexts) {
        var context = contexts.of(submission.request(), state, submission.at(), submission.lookUpKeys());
        var decision = SessionDecider.decide(submission.request().command(), state, context);
        decision.found().forEach(event -> AggregateLifecycle.apply(event, BY_SYSTEM));
        decision.done().forEach(AggregateLifecycle::apply);
        return new Decided(decision, state.version());
    }

    @EventSourcingHandler
    void on(SessionEvent event, @SequenceNumber long sequence, @Timestamp Instant occurredAt) {
        state = state.with(event, sequence + 1, occurredAt);
    }

    String session() {
        return session;
    }

    SessionState state() {
        return state;
    }

    /** @param version of the session, these events included */
    record Decided(Decision decision, long version) {}
}
