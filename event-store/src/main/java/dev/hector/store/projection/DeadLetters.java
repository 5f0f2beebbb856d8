package dev.hector.store.projection;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionNumber;
import dev.hector.store.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What the projections of a store could not apply, for people to look at and to decide. */
public final class DeadLetters {

    /** What {@code parked_at} says of those to be tried again at once. */
    static final long AT_ONCE = 0;

    private static final String OF = " WHERE projection = :projection AND session = " + SessionNumber.OF;

    private final SessionStore store;

    public DeadLetters(SessionStore store) {
        this.store = store;
    }

    /** Of all projections, by projection and session. */
    public List<DeadLetter> all() {
        return store.read(rows -> rows.sql("""
            SELECT p.projection, s.tenant, s.agent, s.session_id, p.sequence, e.type, p.reason, p.parked_at
            FROM parked_session p JOIN session s ON s.number = p.session
              LEFT JOIN session_event e ON e.session = p.session AND e.sequence = p.sequence
            ORDER BY p.projection, s.tenant, s.agent, s.session_id
            """)
                .query((row, _) -> new DeadLetter(
                        row.getString(1),
                        new SessionKey(row.getString(2), row.getString(3), row.getString(4)),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7),
                        row.getLong(8) == AT_ONCE ? null : Instant.ofEpochMilli(row.getLong(8))))
                .list());
    }

    /** Has the event tried again by whichever instance runs the projection; false when there is no such dead letter. */
    public boolean retry(String projection, SessionKey session) {
        return store.write(rows -> due(rows, projection, session, 0, "to be tried again"));
    }

    /**
     * Has the event passed over for good and the session gone on with; the sequence that is passed over, or empty when
     * there is no such dead letter. The log keeps the event; the projection's rows lack what it would have done.
     */
    public Optional<Long> discard(String projection, SessionKey session) {
        return store.write(rows -> {
            var sequence = of(rows.sql("SELECT sequence FROM parked_session" + OF), projection, session)
                    .query(Long.class)
                    .optional();
            sequence.ifPresent(event -> due(rows, projection, session, 1, "event " + event + " was discarded"));
            return sequence;
        });
    }

    private static boolean due(JdbcClient rows, String projection, SessionKey session, int by, String reason) {
        var update = "UPDATE parked_session SET sequence = sequence + :by, reason = :reason, parked_at = :at" + OF;
        return of(rows.sql(update), projection, session)
                        .param("by", by)
                        .param("reason", reason)
                        .param("at", AT_ONCE)
                        .update()
                > 0;
    }

    private static StatementSpec of(StatementSpec statement, String projection, SessionKey session) {
        return SessionNumber.bind(statement.param("projection", projection), session);
    }
}
