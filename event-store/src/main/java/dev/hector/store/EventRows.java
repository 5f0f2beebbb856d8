package dev.hector.store;

import dev.hector.events.AgentConfigured;
import dev.hector.events.EventJson;
import dev.hector.events.MemorySummarised;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog.SessionRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
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

    private static final String SELECT =
            """
        SELECT position, tenant, agent, session_id, sequence, event_id, type, revision, payload, metadata, occurred_at
        FROM session_event
        """;

    private static final String OF_SESSION = "WHERE tenant = ? AND agent = ? AND session_id = ? ";

    /**
     * What index {@code session_event_memory} holds. SQLite uses it only for a query that repeats its condition to the
     * letter, and without it reads a session back to its beginning to find how the agent was configured.
     */
    private static final Set<String> MEMORY_TYPES =
            Set.of(EventJson.typeOf(AgentConfigured.class), EventJson.typeOf(MemorySummarised.class));

    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private EventRows() {}

    static List<StoredEvent> readAll(JdbcClient rows, long afterPosition, int limit) {
        return rows.sql(SELECT + "WHERE position > ? ORDER BY position LIMIT ?")
                .params(afterPosition, limit)
                .query(EventRows::event)
                .list();
    }

    public static List<StoredEvent> readSession(JdbcClient rows, SessionKey session, SessionRange range) {
        return rows.sql(ofSession(range))
                .params(session.tenant(), session.agent(), session.sessionId())
                .params(range.after(), range.before(), range.limit())
                .query(EventRows::event)
                .list();
    }

    /** Asks for tenant, agent, session, the two bounds and the limit. */
    static String ofSession(SessionRange range) {
        return SELECT + OF_SESSION + "AND sequence > ? AND sequence < ? " + ofTypes(range.types())
                + "ORDER BY sequence " + (range.descending() ? "DESC" : "ASC") + " LIMIT ?";
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
        return names.isEmpty() ? "AND 1 = 0 " : "AND type IN (" + names + ") ";
    }

    public static long head(JdbcClient rows) {
        return rows.sql("SELECT position FROM shard_head WHERE shard = ?")
                .params(SHARD)
                .query(Long.class)
                .single();
    }

    public static long version(JdbcClient rows, SessionKey session) {
        return rows.sql("SELECT sequence FROM session_event " + OF_SESSION + "ORDER BY sequence DESC LIMIT 1")
                .params(session.tenant(), session.agent(), session.sessionId())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The sequence of the session's newest event up to a position; 0 when there is none. */
    public static long versionAt(JdbcClient rows, SessionKey session, long position) {
        return rows.sql("SELECT sequence FROM session_event " + OF_SESSION
                        + "AND position <= ? ORDER BY sequence DESC LIMIT 1")
                .params(session.tenant(), session.agent(), session.sessionId(), position)
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
                    ids.put(row.getLong(1), row.getString(2));
                });
        return ids;
    }

    static List<StoredEvent> findByKeys(JdbcClient rows, SessionKey session, Set<String> keys) {
        var wanted = String.join(", ", Collections.nCopies(keys.size(), "?"));
        return rows.sql(SELECT + OF_SESSION + "AND message_key IN (" + wanted + ") ORDER BY sequence")
                .params(session.tenant(), session.agent(), session.sessionId())
                .params(keys.toArray())
                .query(EventRows::event)
                .list();
    }

    /** True for the violation of index {@code session_event_key}; databases name the index or its last column. */
    static boolean saysKeyTaken(SQLException failure) {
        var message = String.valueOf(failure.getMessage());
        return message.contains("session_event_key") || message.contains("session_event.message_key");
    }

    private static StoredEvent event(ResultSet row, int number) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                new SessionKey(row.getString(2), row.getString(3), row.getString(4)),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getString(9),
                row.getString(10),
                Instant.ofEpochMilli(row.getLong(11)));
    }
}
