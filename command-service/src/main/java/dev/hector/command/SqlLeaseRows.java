package dev.hector.command;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The leases in table {@code session_clock}. */
record SqlLeaseRows(SessionStore store) implements LeaseRows {

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

    @Override
    public boolean renew(SessionKey session, String turnId, int attempt, String owner, Instant until) {
        return store.write(rows -> of(session, turnId, attempt, rows.sql(RENEW))
                        .param("owner", owner)
                        .param("until", until.toEpochMilli())
                        .update())
                > 0;
    }

    @Override
    public Optional<Instant> heldUntil(SessionKey session, String turnId, int attempt) {
        return store.read(rows -> of(session, turnId, attempt, rows.sql(FIND))
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli));
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
