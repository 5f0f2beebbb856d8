package dev.hector.store.projection;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionNumber;
import dev.hector.store.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** A projection's rows in {@code parked_session}. */
record ParkedSessions(String projection) {

    private static final String ROW = " WHERE projection = :projection AND session = " + SessionNumber.OF;

    /** Each parked session with the sequence of the event to begin again with. */
    Map<SessionKey, Long> all(JdbcClient rows) {
        var sessions = new HashMap<SessionKey, Long>();
        rows.sql("""
            SELECT s.tenant, s.agent, s.session_id, p.sequence
            FROM parked_session p JOIN session s ON s.number = p.session WHERE p.projection = ?
            """).params(projection).query(row -> {
            var session = new SessionKey(row.getString(1), row.getString(2), row.getString(3));
            sessions.put(session, row.getLong(4));
        });
        return sessions;
    }

    boolean anyAtOnce(JdbcClient rows) {
        return rows.sql("SELECT count(*) FROM parked_session WHERE projection = ? AND parked_at = ?")
                        .params(projection, DeadLetters.AT_ONCE)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void park(JdbcClient rows, StoredEvent event, String reason) {
        var insert =
                "INSERT INTO parked_session (projection, session, sequence, reason, parked_at) VALUES (:projection, "
                        + SessionNumber.OF + ", :sequence, :reason, :at)";
        changed(rows.sql(insert), event.session(), event.sequence(), reason).update();
    }

    /** Why the session is parked. */
    String reason(JdbcClient rows, SessionKey session) {
        return of(rows.sql("SELECT reason FROM parked_session" + ROW), session)
                .query(String.class)
                .optional()
                .orElse("");
    }

    void move(JdbcClient rows, SessionKey session, long sequence, String reason) {
        var update = "UPDATE parked_session SET sequence = :sequence, reason = :reason, parked_at = :at" + ROW;
        changed(rows.sql(update), session, sequence, reason).update();
    }

    void release(JdbcClient rows, SessionKey session) {
        of(rows.sql("DELETE FROM parked_session" + ROW), session).update();
    }

    private StatementSpec changed(StatementSpec statement, SessionKey session, long sequence, String reason) {
        return of(statement, session)
                .param("sequence", sequence)
                .param("reason", reason)
                .param("at", System.currentTimeMillis());
    }

    private StatementSpec of(StatementSpec statement, SessionKey session) {
        return SessionNumber.bind(statement.param("projection", projection), session);
    }
}
