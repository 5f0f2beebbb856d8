package dev.hector.command;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionNumber;
import dev.hector.store.SessionStore;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The leases in table {@code open_turn}. */
record SqlLeaseRows(SessionStore store) implements LeaseRows {

    private static final String OF_TURN =
            " where session = " + SessionNumber.OF + " and turn_id = :turn and attempt = :attempt";

    private static final String RENEW = "update open_turn set lease_until = :until" + OF_TURN + " and owner = :owner";

    private static final String FIND = "select lease_until from open_turn" + OF_TURN;

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
        return SessionNumber.bind(sql, session).param("turn", turnId).param("attempt", attempt);
    }
}
