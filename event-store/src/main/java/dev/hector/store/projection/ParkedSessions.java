package dev.hector.store.projection;

import dev.hector.events.SessionKey;
import dev.hector.store.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A projection's rows in {@code parked_session}. */
record ParkedSessions(String projection) {

    private static final String ROW = "WHERE projection = ? AND tenant = ? AND agent = ? AND session_id = ?";

    /** Each parked session with the sequence of the event to begin again with. */
    Map<SessionKey, Long> all(JdbcClient rows) {
        var sessions = new HashMap<SessionKey, Long>();
        rows.sql("SELECT tenant, agent, session_id, sequence FROM parked_session WHERE projection = ?")
                .params(projection)
                .query(row -> {
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
        var session = event.session();
        rows.sql(
                        """
            INSERT INTO parked_session (projection, tenant, agent, session_id, sequence, reason, parked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
                .params(projection, session.tenant(), session.agent(), session.sessionId(), event.sequence(), reason)
                .param(System.currentTimeMillis())
                .update();
    }

    /** Why the session is parked. */
    String reason(JdbcClient rows, SessionKey session) {
        return rows.sql("SELECT reason FROM parked_session " + ROW)
                .params(projection, session.tenant(), session.agent(), session.sessionId())
                .query(String.class)
                .optional()
                .orElse("");
    }

    void move(JdbcClient rows, SessionKey session, long sequence, String reason) {
        rows.sql("UPDATE parked_session SET sequence = ?, reason = ?, parked_at = ? " + ROW)
                .params(sequence, reason, System.currentTimeMillis())
                .params(projection, session.tenant(), session.agent(), session.sessionId())
                .update();
    }

    void release(JdbcClient rows, SessionKey session) {
        rows.sql("DELETE FROM parked_session " + ROW)
                .params(projection, session.tenant(), session.agent(), session.sessionId())
                .update();
    }
}
