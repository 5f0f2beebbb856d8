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

    /** By the number of events, from 1 on; few enough to stay prepared on their connection. */
    private static final String[] STATEMENTS = IntStream.rangeClosed(1, MOST_EVENTS)
            .mapToObj(PostgresLoneAppend::statement)
            .toArray(String[]::new);

    private PostgresLoneAppend() {}

    static boolean takes(Append append) {
        return append.rows().size() <= MOST_EVENTS;
    }

    private static String statement(int events) {
        var rows = IntStream.rangeClosed(1, events)
                .mapToObj(number -> "(" + number
                        + ", ?::bigint, ?::text, ?::text, ?::integer, ?::text, ?::text, ?::text, ?::bigint)")
                .collect(Collectors.joining(", "));
        return """
            WITH head AS (
                UPDATE shard_head SET position = position + %1$d
                 WHERE shard = %2$d AND ? = coalesce((
                    SELECT e.sequence FROM session_event e WHERE e.tenant = ? AND e.agent = ? AND e.session_id = ?
                     ORDER BY e.sequence DESC LIMIT 1), 0)
                RETURNING position
            ), stored AS (
                INSERT INTO session_event
                SELECT head.position - %1$d + e.number, ?, ?, ?, e.sequence, e.event_id, e.type, e.revision, e.payload,
                       e.metadata, e.message_key, e.occurred_at
                  FROM head, (VALUES %3$s) AS e (
                       number, sequence, event_id, type, revision, payload, metadata, message_key, occurred_at)
            )
            SELECT position FROM head
            """.formatted(events, EventRows.SHARD, rows);
    }

    /** The position of the last event, or nothing when nothing was stored because the session is elsewhere. */
    static Optional<Long> append(Connection connection, Append append) throws SQLException {
        try (var statement =
                connection.prepareStatement(STATEMENTS[append.rows().size() - 1])) {
            statement.setLong(1, append.expectedVersion());
            bindSession(statement, 2, append);
            bindSession(statement, 5, append);
            var parameter = 8;
            var sequence = append.expectedVersion();
            for (var row : append.rows()) {
                parameter = bind(statement, parameter, ++sequence, row);
            }
            try (var head = statement.executeQuery()) {
                return head.next() ? Optional.of(head.getLong(1)) : Optional.empty();
            }
        }
    }

    private static void bindSession(PreparedStatement statement, int first, Append append) throws SQLException {
        statement.setString(first, append.session().tenant());
        statement.setString(first + 1, append.session().agent());
        statement.setString(first + 2, append.session().sessionId());
    }

    /** Answers with the parameter after the event's own. */
    private static int bind(PreparedStatement statement, int first, long sequence, EventRow row) throws SQLException {
        statement.setLong(first, sequence);
        statement.setString(first + 1, row.eventId());
        statement.setString(first + 2, row.type());
        statement.setInt(first + 3, row.revision());
        statement.setString(first + 4, row.payload());
        statement.setString(first + 5, row.metadata());
        statement.setString(first + 6, row.messageKey());
        statement.setLong(first + 7, row.occurredAt());
        return first + 8;
    }
}
