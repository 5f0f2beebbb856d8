package dev.hector.store;

import dev.hector.events.AgentConfigured;
import dev.hector.events.EventJson;
import dev.hector.events.MemorySummarised;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog.SessionRange;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries on the log, alike in every database. */
public final class EventRows {

    /** The only shard as yet. */
    public static final int SHARD = 0;

    private static final String EVENT = """
        SELECT e.position, e.sequence, e.event_id, e.type, e.revision, e.payload, coalesce(e.metadata, (
                   SELECT c.metadata FROM session_event c
                    WHERE c.session = e.session AND c.sequence < e.sequence AND c.metadata IS NOT NULL
                    ORDER BY c.sequence DESC LIMIT 1)),
               e.occurred_at\
        """;

    private static final String OF_ALL = EVENT + """
        , s.tenant, s.agent, s.session_id
        FROM session_event e JOIN session s ON s.number = e.session
        """;

    private static final String OF_SESSION = "e.session = " + SessionNumber.OF + " ";

    private static final String VERSION = "SELECT e.sequence FROM session_event e WHERE " + OF_SESSION;

    /**
     * What index {@code session_event_memory} holds. SQLite uses it only for a query that repeats its condition to the
     * letter, and without it reads a session back to its beginning to find how the agent was configured.
     */
    private static final Set<String> MEMORY_TYPES =
            Set.of(EventJson.typeOf(AgentConfigured.class), EventJson.typeOf(MemorySummarised.class));

    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private EventRows() {}

    static List<StoredEvent> readAll(JdbcClient rows, long afterPosition, int limit) {
        return rows.sql(OF_ALL + "WHERE e.position > ? ORDER BY e.position LIMIT ?")
                .params(afterPosition, limit)
                .query((row, _) -> event(row))
                .list();
    }

    /** The events at these positions, as far as there are any. */
    public static List<StoredEvent> readAt(JdbcClient rows, Collection<Long> positions) {
        return positions.isEmpty()
                ? List.of()
                : rows.sql(OF_ALL + "WHERE e.position IN (:positions)")
                        .param("positions", positions)
                        .query((row, _) -> event(row))
                        .list();
    }

    public static List<StoredEvent> readSession(JdbcClient rows, SessionKey session, SessionRange range) {
        return SessionNumber.bind(rows.sql(ofSession(range)), session)
                .param("after", range.after())
                .param("before", range.before())
                .param("limit", range.limit())
                .query((row, _) -> event(row, session))
                .list();
    }

    /** Asks for the session, the two bounds and the limit. */
    static String ofSession(SessionRange range) {
        return EVENT + " FROM session_event e WHERE " + OF_SESSION + "AND e.sequence > :after AND e.sequence < :before "
                + ofTypes(range.types()) + "ORDER BY e.sequence " + (range.descending() ? "DESC" : "ASC")
                + " LIMIT :limit";
    }

    /** Written out, because a planner uses a partial index only for types that it can see. */
    private static String ofTypes(Set<String> types) {
        if (types.isEmpty()) {
            return "";
        }
        return !MEMORY_TYPES.containsAll(types) || MEMORY_TYPES.equals(types)
                ? in(types)
                : in(MEMORY_TYPES) + in(types);
    }

    private static String in(Set<String> types) {
        var names = types.stream()
                .filter(type -> TYPE_NAME.matcher(type).matches())
                .sorted()
                .map(type -> "'" + type + "'")
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "AND 1 = 0 " : "AND e.type IN (" + names + ") ";
    }

    public static long head(JdbcClient rows) {
        return rows.sql("SELECT position FROM shard_head WHERE shard = ?")
                .params(SHARD)
                .query(Long.class)
                .single();
    }

    public static long version(JdbcClient rows, SessionKey session) {
        return SessionNumber.bind(rows.sql(VERSION + "ORDER BY e.sequence DESC LIMIT 1"), session)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The sequence of the session's newest event up to a position; 0 when there is none. */
    public static long versionAt(JdbcClient rows, SessionKey session, long position) {
        return SessionNumber.bind(
                        rows.sql(VERSION + "AND e.position <= :position ORDER BY e.sequence DESC LIMIT 1"), session)
                .param("position", position)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The ids of the events at these positions, as far as there are any. PostgreSQL only. */
    public static Map<Long, String> idsAt(JdbcClient rows, Collection<Long> positions) {
        var ids = new HashMap<Long, String>();
        rows.sql("SELECT position, event_id FROM session_event WHERE position = ANY (?)")
                .param(positions.toArray(Long[]::new))
                .query(row -> {
                    ids.put(row.getLong(1), EventIds.of(row.getObject(2)));
                });
        return ids;
    }

    static List<StoredEvent> findByKeys(JdbcClient rows, SessionKey session, Set<String> keys) {
        var found = EVENT + " FROM session_event e WHERE " + OF_SESSION
                + "AND e.message_key IN (:keys) ORDER BY e.sequence";
        return SessionNumber.bind(rows.sql(found), session)
                .param("keys", keys)
                .query((row, _) -> event(row, session))
                .list();
    }

    /** True for the violation of index {@code session_event_key}; databases name the index or its last column. */
    static boolean saysKeyTaken(SQLException failure) {
        var message = String.valueOf(failure.getMessage());
        return message.contains("session_event_key") || message.contains("session_event.message_key");
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return event(row, new SessionKey(row.getString(9), row.getString(10), row.getString(11)));
    }

    private static StoredEvent event(ResultSet row, SessionKey session) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                session,
                row.getLong(2),
                EventIds.of(row.getObject(3)),
                row.getString(4),
                row.getInt(5),
                text(row, 6),
                text(row, 7),
                Instant.ofEpochMilli(row.getLong(8)));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.UTF_8);
    }
}
