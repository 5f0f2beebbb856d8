package dev.hector.command;

import dev.hector.command.session.Turns;
import dev.hector.events.SessionKey;
import dev.hector.store.projection.ProjectionRunner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How long owners hold their open turns. Renewals are no facts of the session, so they are kept beside its events, by
 * the store's clock.
 */
public final class Leases {

    private final LeaseRows rows;
    private final ProjectionRunner clock;
    private final InstantSource now;

    Leases(LeaseRows rows, ProjectionRunner clock, InstantSource now) {
        this.rows = rows;
        this.clock = clock;
        this.now = now;
    }

    /** Holds the turn from now on for so long. False when it is not open, or not this owner's. */
    public boolean renew(SessionKey session, String turnId, int attempt, String owner, Duration lease) {
        var until = now.instant().plus(lease);
        if (rows.renew(session, turnId, attempt, owner, until)) {
            return true;
        }
        clock.catchUp();
        return rows.renew(session, turnId, attempt, owner, until);
    }

    /** Until when the turn is held; empty when only its {@code TurnStarted} tells. */
    Optional<Instant> heldUntil(SessionKey session, Turns.Open turn) {
        return rows.heldUntil(session, turn.turnId(), turn.attempt());
    }
}
