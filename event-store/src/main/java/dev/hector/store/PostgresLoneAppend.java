package dev.hector.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One session's few events in one statement of plain values: what arrays, their unnesting and joining cost is more than
 * the rows themselves when there is nothing to share it with.
 */
final class PostgresLoneAppend {

    private static final int MOST_EVENTS = 4;

    /** That a session of these names exists already, the index on them says. */
    private static final String BEGINNING = """
        WITH head AS (
            UPDATE shard_head SET position = position + %1$d WHERE shard = %2$d
            RETURNING position - %1$d AS before, position - %1$d + 1 AS session
        ), begun AS (
            INSERT INTO session (number, tenant, agent, session_id) SELECT head.session, ?, ?, ? FROM head
        ), stored AS (%3$s)
        SELECT before + %1$d FROM head
        """;

    private static final String CONTINUING = """
        WITH known AS (
            SELECT s.number, (
                SELECT e.sequence FROM session_event e WHERE e.session = s.number ORDER BY e.sequence DESC LIMIT 1) AS version
              FROM session s WHERE s.tenant = ? AND s.agent = ? AND s.session_id = ?
        ), head AS (
            UPDATE shard_head SET position = position + %1$d FROM known
             WHERE shard = %2$d AND known.version = ?
            RETURNING position - %1$d AS before, known.number AS session
        ), stored AS (%3$s)
        SELECT before + %1$d FROM head
        """;

    private static final String INSERT = """
        INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, message_key,
                                   payload, metadata)
        SELECT head.before + e.number, head.session, e.sequence, e.occurred_at, e.event_id, e.revision, e.type,
               e.message_key, e.payload, e.metadata
          FROM head, (VALUES %s) AS e (
               number, sequence, occurred_at, event_id, revision, type, message_key, payload, metadata)
        """;

    private static final String VALUES =
            "(%d, ?::bigint, ?::bigint, ?::uuid, ?::integer, ?::text, ?::text, ?::bytea, ?::bytea)";

    /** By the number of events, from 1 on; few enough to stay prepared on their connection. */
    private static final String[] BEGIN = statements(BEGINNING);

    private static final String[] CONTINUE = statements(CONTINUING);

    private PostgresLoneAppend() {}

    static boolean takes(Append append) {
        return append.rows().size() <= MOST_EVENTS;
    }

    private static String[] statements(String form) {
        return IntStream.rangeClosed(1, MOST_EVENTS)
                .mapToObj(events -> form.formatted(events, EventRows.SHARD, INSERT.formatted(values(events))))
                .toArray(String[]::new);
    }

    private static String values(int events) {
        return IntStream.rangeClosed(1, events).mapToObj(VALUES::formatted).collect(Collectors.joining(", "));
    }

    /** The position of the last event, or nothing when nothing was stored because the session is elsewhere. */
    static Optional<Long> append(Connection connection, Append append) throws SQLException {
        var begins = append.expectedVersion() == 0;
        var form = (begins ? BEGIN : CONTINUE)[append.rows().size() - 1];
        try (var statement = connection.prepareStatement(form)) {
            var parameter = bindSession(statement, append);
            if (!begins) {
                statement.setLong(parameter++, append.expectedVersion());
            }
            bindEvents(statement, parameter, append);
            try (var head = statement.executeQuery()) {
                return head.next() ? Optional.of(head.getLong(1)) : Optional.empty();
            }
        }
    }

    /** Answers with the parameter after the names. */
    private static int bindSession(PreparedStatement statement, Append append) throws SQLException {
        statement.setString(1, append.session().tenant());
        statement.setString(2, append.session().agent());
        statement.setString(3, append.session().sessionId());
        return 4;
    }

    private static void bindEvents(PreparedStatement statement, int first, Append append) throws SQLException {
        var parameter = first;
        var sequence = append.expectedVersion();
        for (var row : append.rows()) {
            parameter = bind(statement, parameter, ++sequence, row);
        }
    }

    /** Answers with the parameter after the event's own. */
    private static int bind(PreparedStatement statement, int first, long sequence, EventRow row) throws SQLException {
        statement.setLong(first, sequence);
        statement.setLong(first + 1, row.occurredAt());
        statement.setObject(first + 2, row.id());
        statement.setInt(first + 3, row.revision());
        statement.setString(first + 4, row.type());
        statement.setString(first + 5, row.messageKey());
        statement.setBytes(first + 6, row.payload());
        statement.setBytes(first + 7, row.storedMetadata());
        return first + 8;
    }
}
