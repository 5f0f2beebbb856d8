package dev.hector.store;

import dev.hector.events.SessionKey;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A projection's rows in {@code stream_progress}: how far a stream has brought sessions beyond the cursor. */
record StreamProgress(String projection) {

    private static final String OF_SESSION = "WHERE projection = ? AND tenant = ? AND agent = ? AND session_id = ?";

    /** The sequence up to which each session is applied that is ahead of the cursor. */
    Map<SessionKey, Long> ahead(JdbcClient rows) {
        var sessions = new HashMap<SessionKey, Long>();
        rows.sql("SELECT tenant, agent, session_id, sequence FROM stream_progress WHERE projection = ?")
                .params(projection)
                .query(row -> {
                    var session = new SessionKey(row.getString(1), row.getString(2), row.getString(3));
                    sessions.put(session, row.getLong(4));
                });
        return sessions;
    }

    /** Forgets sessions that the cursor has come past. */
    void settle(JdbcClient rows, long position) {
        rows.sql("DELETE FROM stream_progress WHERE projection = ? AND position <= ?")
                .params(projection, position)
                .update();
    }

    /** The sequence up to which the session is applied, which nobody else moves before the commit. */
    long lock(JdbcClient rows, SessionKey session, long cursor) {
        rows.sql("INSERT INTO stream_progress VALUES (?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING")
                .params(projection, session.tenant(), session.agent(), session.sessionId())
                .update();
        return rows.sql("SELECT sequence, position FROM stream_progress " + OF_SESSION + " FOR UPDATE")
                .params(projection, session.tenant(), session.agent(), session.sessionId())
                .query((row, _) -> row.getLong(2) > cursor ? row.getLong(1) : -1L)
                .optional()
                .filter(ahead -> ahead >= 0)
                .orElseGet(() -> EventRows.versionAt(rows, session, cursor));
    }

    void move(JdbcClient rows, StoredEvent last) {
        var session = last.session();
        rows.sql("UPDATE stream_progress SET sequence = ?, position = ? " + OF_SESSION)
                .params(last.sequence(), last.position())
                .params(projection, session.tenant(), session.agent(), session.sessionId())
                .update();
    }
}
