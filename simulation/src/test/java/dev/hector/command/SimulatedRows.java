package dev.hector.command;

import dev.hector.command.session.Limits;
import dev.hector.events.SessionKey;
import dev.hector.store.SimulatedStore;
import dev.hector.store.projection.ProjectionRunner;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The shared session clock as one machine asks it. */
record SimulatedRows(SimulatedStore store, SimulatedClock clock, Limits limits, boolean leasesRunOut)
        implements LeaseRows, OverdueSessions, ProjectionRunner {

    @Override
    public boolean renew(SessionKey session, String turnId, int attempt, String owner, Instant until) {
        return store.ask(() -> {
            var row = clock.find(session);
            if (row == null || !row.holds(turnId, attempt, owner)) {
                return false;
            }
            row.leaseUntil = until;
            return true;
        });
    }

    @Override
    public Optional<Instant> heldUntil(SessionKey session, String turnId, int attempt) {
        return store.ask(() -> Optional.ofNullable(clock.find(session))
                .filter(row -> row.holds(turnId, attempt))
                .map(row -> leasesRunOut ? row.leaseUntil : Instant.MAX));
    }

    @Override
    public void lostTurns(Instant now, Consumer<LostTurn> action) {
        for (var row : store.ask(() -> clock.lost(now))) {
            var turn = row.turn;
            if (turn != null) {
                action.accept(new LostTurn(row.session, turn.turnId(), turn.attempt()));
            }
        }
    }

    @Override
    public void sessions(Instant now, Consumer<SessionKey> action) {
        if (limits.total() != null) {
            var total = limits.total();
            store.ask(() -> clock.olderThan(total, now)).forEach(row -> action.accept(row.session));
        }
        if (limits.idle() != null) {
            var idle = limits.idle();
            store.ask(() -> clock.idleFor(idle, now)).forEach(row -> action.accept(row.session));
        }
    }

    @Override
    public void start() {
        throw new UnsupportedOperationException("The world applies events by itself");
    }

    @Override
    public void catchUp() {
        store.ask(() -> {
            clock.catchUp();
            return true;
        });
    }

    @Override
    public void close() {}
}
