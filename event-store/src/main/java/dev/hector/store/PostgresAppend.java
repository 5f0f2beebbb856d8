package dev.hector.store;

import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /**
     * The statement's snapshot may be older than the lock; whatever it does not show, the unique indexes refuse. An append is
     * told from the others by the number of its first event.
     */
    private static final String ALL_OR_NONE = """
        WITH wanted AS (
            SELECT w.*, (
                SELECT s.number FROM session s
                 WHERE s.tenant = w.tenant AND s.agent = w.agent AND s.session_id = w.session_id) AS session
              FROM unnest(?, ?, ?, ?, ?) AS w (tenant, agent, session_id, version, first)
        ), head AS (
            UPDATE shard_head SET position = position + ?
             WHERE shard = %1$d AND NOT EXISTS (
                SELECT FROM wanted
                 WHERE wanted.version <> coalesce((
                    SELECT e.sequence FROM session_event e
                     WHERE e.session = wanted.session ORDER BY e.sequence DESC LIMIT 1), 0))
            RETURNING position, position - ? AS before
        ), begun AS (
            INSERT INTO session (number, tenant, agent, session_id)
            SELECT head.before + wanted.first, wanted.tenant, wanted.agent, wanted.session_id
              FROM head, wanted WHERE wanted.version = 0
        ), stored AS (
            INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, message_key,
                                       payload, metadata)
            SELECT head.before + e.number, coalesce(wanted.session, head.before + wanted.first), e.sequence, e.occurred_at,
                   e.event_id, e.revision, e.type, e.message_key, e.payload, e.metadata
              FROM head, unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY AS e (
                   first, sequence, event_id, type, revision, payload, metadata, message_key, occurred_at, number)
              JOIN wanted ON wanted.first = e.first
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
            bindSessions(statement, 1, appends);
            bind(statement, 5, "int4", firsts(appends));
            statement.setInt(6, events.size());
            statement.setInt(7, events.size());
            bind(statement, 8, "int4", events.stream().map(Placed::first).toArray(Integer[]::new));
            bind(statement, 9, "int8", events.stream().map(Placed::sequence).toArray(Long[]::new));
            bindEvents(statement, 10, events.stream().map(Placed::row).toList());
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
            bind(
                    call,
                    5,
                    "int4",
                    appends.stream().map(append -> append.rows().size()).toArray(Integer[]::new));
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

    /**
     * An event and its place in its session.
     *
     * @param first the number, among all events, of the first of its append
     */
    private record Placed(int first, long sequence, EventRow row) {}

    private static List<Placed> placed(List<Append> appends) {
        var events = new ArrayList<Placed>();
        for (var append : appends) {
            var first = events.size() + 1;
            var sequence = append.expectedVersion();
            for (var row : append.rows()) {
                events.add(new Placed(first, ++sequence, row));
            }
        }
        return events;
    }

    /** The numbers of each append's first event, from 1 on. */
    private static Integer[] firsts(List<Append> appends) {
        var firsts = new Integer[appends.size()];
        var next = 1;
        for (var i = 0; i < firsts.length; i++) {
            firsts[i] = next;
            next += appends.get(i).rows().size();
        }
        return firsts;
    }

    private static void bindSessions(PreparedStatement call, int first, List<Append> appends) throws SQLException {
        var sessions = appends.stream().map(Append::session).toList();
        bind(call, first, "text", sessions.stream().map(SessionKey::tenant).toArray(String[]::new));
        bind(call, first + 1, "text", sessions.stream().map(SessionKey::agent).toArray(String[]::new));
        bind(
                call,
                first + 2,
                "text",
                sessions.stream().map(SessionKey::sessionId).toArray(String[]::new));
        bind(
                call,
                first + 3,
                "int8",
                appends.stream().map(Append::expectedVersion).toArray(Long[]::new));
    }

    private static void bindEvents(PreparedStatement call, int first, List<EventRow> rows) throws SQLException {
        bind(call, first, "uuid", rows.stream().map(EventRow::id).toArray(UUID[]::new));
        bind(call, first + 1, "text", rows.stream().map(EventRow::type).toArray(String[]::new));
        bind(call, first + 2, "int4", rows.stream().map(EventRow::revision).toArray(Integer[]::new));
        bind(call, first + 3, "bytea", rows.stream().map(EventRow::payload).toArray(byte[][]::new));
        bind(
                call,
                first + 4,
                "bytea",
                rows.stream().map(EventRow::storedMetadata).toArray(byte[][]::new));
        bind(call, first + 5, "text", rows.stream().map(EventRow::messageKey).toArray(String[]::new));
        bind(call, first + 6, "int8", rows.stream().map(EventRow::occurredAt).toArray(Long[]::new));
    }

    /** Of arrays of these classes the driver writes the bytes that the server wants; of any other a text to be parsed. */
    private static void bind(PreparedStatement call, int parameter, String type, @Nullable Object[] values)
            throws SQLException {
        call.setArray(parameter, call.getConnection().createArrayOf(type, values));
    }
}
