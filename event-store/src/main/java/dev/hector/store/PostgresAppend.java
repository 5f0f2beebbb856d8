package dev.hector.store;

import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Appends in one round trip, so that a stalled client holds no lock.
 *
 * <p>Nearly always every session is where its append expects it, and one statement stores them all or none. Where that
 * stores none, or meets a session that moved on while it waited for the lock, the function {@code append_events} looks at
 * each session for itself.
 */
final class PostgresAppend {

    private static final String UNIQUE_VIOLATION = "23505";

    /** The statement's snapshot may be older than the lock; whatever it does not show, the unique indexes refuse. */
    private static final String ALL_OR_NONE = """
        WITH head AS (
            UPDATE shard_head SET position = position + ?
             WHERE shard = %d AND NOT EXISTS (
                SELECT FROM unnest(?, ?, ?, ?) AS wanted (tenant, agent, session_id, version)
                 WHERE wanted.version <> coalesce((
                    SELECT e.sequence FROM session_event e
                     WHERE e.tenant = wanted.tenant AND e.agent = wanted.agent AND e.session_id = wanted.session_id
                     ORDER BY e.sequence DESC LIMIT 1), 0))
            RETURNING position
        ), stored AS (
            INSERT INTO session_event
            SELECT head.position - ? + e.number, e.tenant, e.agent, e.session_id, e.sequence, e.event_id, e.type,
                   e.revision, e.payload, e.metadata, e.message_key, e.occurred_at
              FROM head, unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY AS e (
                   tenant, agent, session_id, sequence, event_id, type, revision, payload, metadata, message_key,
                   occurred_at, number)
        )
        SELECT position FROM head
        """.formatted(EventRows.SHARD);

    private static final String EACH = "SELECT stored, version, last_position FROM append_events(" + EventRows.SHARD
            + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private PostgresAppend() {}

    static List<AppendResult> append(Connection connection, List<Append> appends) throws SQLException {
        var head = appendAllOrNone(connection, appends);
        return head.isPresent() ? appended(appends, head.get()) : appendEach(connection, appends);
    }

    /** The position of the last event, or nothing when nothing was stored. */
    private static Optional<Long> appendAllOrNone(Connection connection, List<Append> appends) throws SQLException {
        try {
            return appends.size() == 1 && PostgresLoneAppend.takes(appends.getFirst())
                    ? PostgresLoneAppend.append(connection, appends.getFirst())
                    : appendAll(connection, appends);
        } catch (SQLException failure) {
            if (UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Optional<Long> appendAll(Connection connection, List<Append> appends) throws SQLException {
        var events = placed(appends);
        try (var statement = connection.prepareStatement(ALL_OR_NONE)) {
            statement.setInt(1, events.size());
            bindSessions(statement, 2, appends);
            statement.setInt(6, events.size());
            bindPlaces(statement, 7, events);
            bindEvents(statement, 11, events.stream().map(Placed::row).toList());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private static List<AppendResult> appended(List<Append> appends, long head) {
        var results = new ArrayList<AppendResult>(appends.size());
        var position = head - appends.stream().mapToLong(a -> a.rows().size()).sum();
        for (var append : appends) {
            position += append.rows().size();
            results.add(new Appended(append.versionAfter(), position));
        }
        return results;
    }

    private static List<AppendResult> appendEach(Connection connection, List<Append> appends) throws SQLException {
        try (var call = connection.prepareStatement(EACH)) {
            bindSessions(call, 1, appends);
            bind(call, 5, "int4", appends, append -> append.rows().size());
            bindEvents(
                    call,
                    6,
                    appends.stream().flatMap(append -> append.rows().stream()).toList());
            try (var rows = call.executeQuery()) {
                return results(rows);
            }
        }
    }

    private static List<AppendResult> results(ResultSet rows) throws SQLException {
        var results = new ArrayList<AppendResult>();
        while (rows.next()) {
            results.add(
                    rows.getBoolean(1)
                            ? new Appended(rows.getLong(2), rows.getLong(3))
                            : new VersionConflict(rows.getLong(2)));
        }
        return results;
    }

    /** An event and its place in its session. */
    private record Placed(Append append, long sequence, EventRow row) {}

    private static List<Placed> placed(List<Append> appends) {
        var events = new ArrayList<Placed>();
        for (var append : appends) {
            var sequence = append.expectedVersion();
            for (var row : append.rows()) {
                events.add(new Placed(append, ++sequence, row));
            }
        }
        return events;
    }

    private static void bindSessions(PreparedStatement call, int first, List<Append> appends) throws SQLException {
        bind(call, first, "text", appends, append -> append.session().tenant());
        bind(call, first + 1, "text", appends, append -> append.session().agent());
        bind(call, first + 2, "text", appends, append -> append.session().sessionId());
        bind(call, first + 3, "int8", appends, Append::expectedVersion);
    }

    private static void bindPlaces(PreparedStatement call, int first, List<Placed> events) throws SQLException {
        bind(call, first, "text", events, event -> event.append().session().tenant());
        bind(call, first + 1, "text", events, event -> event.append().session().agent());
        bind(call, first + 2, "text", events, event -> event.append().session().sessionId());
        bind(call, first + 3, "int8", events, Placed::sequence);
    }

    private static void bindEvents(PreparedStatement call, int first, List<EventRow> rows) throws SQLException {
        bind(call, first, "text", rows, EventRow::eventId);
        bind(call, first + 1, "text", rows, EventRow::type);
        bind(call, first + 2, "int4", rows, EventRow::revision);
        bind(call, first + 3, "text", rows, EventRow::payload);
        bind(call, first + 4, "text", rows, EventRow::metadata);
        bind(call, first + 5, "text", rows, EventRow::messageKey);
        bind(call, first + 6, "int8", rows, EventRow::occurredAt);
    }

    private static <T> void bind(
            PreparedStatement call, int parameter, String type, List<T> rows, Function<T, @Nullable Object> column)
            throws SQLException {
        var values = rows.stream().map(column).toArray();
        call.setArray(parameter, call.getConnection().createArrayOf(type, values));
    }
}
