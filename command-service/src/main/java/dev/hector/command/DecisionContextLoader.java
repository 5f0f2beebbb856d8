package dev.hector.command;

import dev.hector.command.session.DecisionContext;
import dev.hector.command.session.IdempotencyRecord;
import dev.hector.command.session.Limits;
import dev.hector.command.session.SessionState;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnStarted;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads what a decision depends on besides the session's state; asks the store only where it must. */
public final class DecisionContextLoader {

    private final EventLog log;
    private final Leases leases;
    private final Limits limits;

    DecisionContextLoader(EventLog log, Leases leases, Limits limits) {
        this.log = log;
        this.leases = leases;
        this.limits = limits;
    }

    /**
     * What is true of the session now.
     *
     * @param lookUpKeys whether to look for the command's keys among messages that the state has forgotten; without it the
     *     decision is final only if its events are stored, as the log refuses a key twice
     */
    public DecisionContext of(Request request, SessionState state, Instant now, boolean lookUpKeys) {
        var earlier = lookUpKeys ? earlier(request, state) : Map.<String, IdempotencyRecord>of();
        return new DecisionContext(now, limits, request.user(), earlier, renewedUntil(request.session(), state, now));
    }

    private Map<String, IdempotencyRecord> earlier(Request request, SessionState state) {
        var forgotten = state.forgotten(request.command().keys());
        return log.findByKeys(request.session(), forgotten).stream()
                .map(this::recorded)
                .collect(Collectors.toMap(IdempotencyRecord::key, Function.identity()));
    }

    private IdempotencyRecord recorded(StoredEvent stored) {
        if (!(stored.event() instanceof MessageAppended message)) {
            throw new IllegalStateException("Only messages carry keys, not " + stored.type() + " " + stored.eventId());
        }
        var recorded = IdempotencyRecord.of(message, stored.sequence());
        return message.turnId() == null ? recorded : opened(recorded, stored.session());
    }

    private IdempotencyRecord opened(IdempotencyRecord recorded, SessionKey session) {
        return log.readSession(session, SessionRange.after(recorded.sequence(), 1)).stream()
                .filter(next -> next.event() instanceof TurnStarted)
                .findFirst()
                .map(next -> recorded.opened(((TurnStarted) next.event()).attempt(), next.sequence()))
                .orElse(recorded);
    }

    /** A lease that still runs by its {@code TurnStarted} need not be looked up. */
    private @Nullable Instant renewedUntil(SessionKey session, SessionState state, Instant now) {
        var open = state.turns().open();
        return open == null || open.leaseUntil().isAfter(now)
                ? null
                : leases.heldUntil(session, open).orElse(null);
    }
}
