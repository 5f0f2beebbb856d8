package dev.hector.store.projection;

import dev.hector.events.SessionKey;
import dev.hector.store.StoredEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code stream_progress}: how far a stream has brought sessions beyond the cursors of projections. */
final class StreamProgress {

    /** Sessions that a stream brings are in the log. */
    private static final String SESSIONS = """
        (SELECT s.number, s.tenant, s.agent, s.session_id
           FROM unnest(?, ?, ?) AS names (tenant, agent, session_id) JOIN session s USING (tenant, agent, session_id)) s\
        """;

    /** In the primary key's order, so that whoever locks several waits for nobody who waits for it. */
    private static final String MAKE = """
        INSERT INTO stream_progress
        SELECT projection, s.number, 0, 0 FROM unnest(?) AS cursors (projection), %s
         ORDER BY 1, 2
        ON CONFLICT DO NOTHING
        """.formatted(SESSIONS);

    private static final String LOCK = """
        SELECT p.projection, s.tenant, s.agent, s.session_id, CASE
                 WHEN p.position > cursors.position THEN p.sequence
                 ELSE coalesce((
                    SELECT e.sequence FROM session_event e
                     WHERE e.session = p.session AND e.position <= cursors.position
                     ORDER BY e.sequence DESC LIMIT 1), 0)
               END
          FROM stream_progress p
          JOIN unnest(?, ?) AS cursors (projection, position) USING (projection)
          JOIN %s ON s.number = p.session
         ORDER BY p.projection, p.session
           FOR UPDATE OF p
        """.formatted(SESSIONS);

    private static final String MOVE = """
        UPDATE stream_progress p SET sequence = newest.sequence, position = newest.position
          FROM unnest(?, ?, ?, ?, ?, ?) AS newest (projection, tenant, agent, session_id, sequence, position)
          JOIN session s USING (tenant, agent, session_id)
         WHERE p.projection = newest.projection AND p.session = s.number
        """;

    private StreamProgress() {}

    /** A session as a projection sees it. */
    record Place(String projection, SessionKey session) {}

    record Applied(String projection, StoredEvent event) {}

    /** The sequence up to which each session is applied that is ahead of the projection's cursor. */
    static Map<SessionKey, Long> ahead(JdbcClient rows, String projection) {
        var sessions = new HashMap<SessionKey, Long>();
        rows.sql("""
            SELECT s.tenant, s.agent, s.session_id, p.sequence
            FROM stream_progress p JOIN session s ON s.number = p.session WHERE p.projection = ?
            """).params(projection).query(row -> {
            var session = new SessionKey(row.getString(1), row.getString(2), row.getString(3));
            sessions.put(session, row.getLong(4));
        });
        return sessions;
    }

    /** Forgets sessions that the projection's cursor has come past. */
    static void settle(JdbcClient rows, String projection, long position) {
        rows.sql("DELETE FROM stream_progress WHERE projection = ? AND position <= ?")
                .params(projection, position)
                .update();
    }

    /**
     * The sequence up to which each session is applied to each projection, which nobody else moves before the commit.
     *
     * @param cursors of projections, which nobody moves before the commit either
     */
    static Map<Place, Long> lock(JdbcClient rows, Map<String, Long> cursors, Collection<SessionKey> sessions) {
        var names = cursors.keySet().toArray(String[]::new);
        var positions = cursors.values().toArray(Long[]::new);
        var tenants = texts(sessions, SessionKey::tenant);
        var agents = texts(sessions, SessionKey::agent);
        var ids = texts(sessions, SessionKey::sessionId);
        rows.sql(MAKE).params(names, tenants, agents, ids).update();
        var applied = new HashMap<Place, Long>();
        rows.sql(LOCK).params(names, positions, tenants, agents, ids).query(row -> {
            var session = new SessionKey(row.getString(2), row.getString(3), row.getString(4));
            applied.put(new Place(row.getString(1), session), row.getLong(5));
        });
        return applied;
    }

    /** @param newest that were applied of their sessions, all of them locked */
    static void move(JdbcClient rows, List<Applied> newest) {
        if (!newest.isEmpty()) {
            rows.sql(MOVE)
                    .params(
                            texts(newest, Applied::projection),
                            texts(newest, last -> last.event().session().tenant()),
                            texts(newest, last -> last.event().session().agent()),
                            texts(newest, last -> last.event().session().sessionId()),
                            numbers(newest, last -> last.event().sequence()),
                            numbers(newest, last -> last.event().position()))
                    .update();
        }
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> Long[] numbers(Collection<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }
}
