package dev.hector.command;

import dev.hector.events.SessionKey;
import dev.hector.store.ProjectionRunner;
import dev.hector.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long owners hold their open turns. Renewals are no facts of the session, so they are kept beside its events, by
 * the store's clock.
 */
public final class Leases {

    private static final String RENEW = """
        update session_clock set lease_until = :until
        where tenant = :tenant and agent = :agent and session_id = :session
          and turn_id = :turn and turn_attempt = :attempt and turn_owner = :owner\
        """;

    private static final String FIND = """
        select lease_until from session_clock
        where tenant = :tenant and agent = :agent and session_id = :session
          and turn_id = :turn and turn_attempt = :attempt\
        """;

    private final SessionStore store;
    private final ProjectionRunner clock;
    private final InstantSource now;

    Leases(SessionStore store, ProjectionRunner clock, InstantSource now) {
        this.store = store;
        this.clock = clock;
        this.now = now;
    }

    /** Holds the turn from now on for so long. False when it is not open, or not this owner's. */
    public boolean renew(SessionKey session, String turnId, int attempt, String owner, Duration lease) {
        var until = now.instant().plus(lease).toEpochMilli();
        if (update(session, turnId, attempt, owner, until)) {
            return true;
        }
        clock.catchUp();
        return update(session, turnId, attempt, owner, until);
    }

    /** Until when the turn is held; empty when only its {@code TurnStarted} tells. */
    Optional<Instant> heldUntil(SessionKey session, Turns.Open turn) {
        return store.read(rows -> of(session, turn.turnId(), turn.attempt(), rows.sql(FIND))
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli));
    }

    private boolean update(SessionKey session, String turnId, int attempt, String owner, long until) {
        return store.write(rows -> of(session, turnId, attempt, rows.sql(RENEW))
                        .param("owner", owner)
                        .param("until", until)
                        .update())
                > 0;
    }

    private static JdbcClient.StatementSpec of(
            SessionKey session, String turnId, int attempt, JdbcClient.StatementSpec sql) {
        return sql.param("tenant", session.tenant())
                .param("agent", session.agent())
                .param("session", session.sessionId())
                .param("turn", turnId)
                .param("attempt", attempt);
    }
}
