package dev.hector.store;

import dev.hector.events.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Appends to the log within the one writing transaction that SQLite has. */
final class SqliteAppend {

    private static final String INSERT = """
        INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, message_key,
                                   payload, metadata)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private static final String BEGIN = "INSERT INTO session (tenant, agent, session_id, number) VALUES (?, ?, ?, ?)";

    private static final String NUMBER = "SELECT number FROM session WHERE tenant = ? AND agent = ? AND session_id = ?";

    private static final String VERSION =
            "SELECT sequence FROM session_event WHERE session = ? ORDER BY sequence DESC LIMIT 1";

    private static final String STORED =
            "SELECT position FROM session_event WHERE session = ? AND sequence = ? AND event_id = ?";

    private final Connection connection;
    private long head;

    private SqliteAppend(Connection connection, long head) {
        this.connection = connection;
        this.head = head;
    }

    static List<AppendResult> append(Connection connection, List<Append> appends) throws SQLException {
        var before = head(connection);
        var log = new SqliteAppend(connection, before);
        var results = new ArrayList<AppendResult>(appends.size());
        for (var append : appends) {
            results.add(log.append(append));
        }
        if (log.head > before) {
            log.moveHead();
        }
        return results;
    }

    private static long head(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("SELECT position FROM shard_head WHERE shard = ?")) {
            query.setInt(1, EventRows.SHARD);
            try (var rows = query.executeQuery()) {
                return rows.getLong(1);
            }
        }
    }

    private AppendResult append(Append append) throws SQLException {
        var known = number(append.session());
        var version = known.isPresent() ? version(known.get()) : 0;
        if (version == append.expectedVersion()) {
            return insert(append, known.isPresent() ? known.get() : begin(append.session()));
        }
        var before = known.isPresent() ? storedBefore(append, known.get()) : Optional.<AppendResult>empty();
        return before.orElseGet(() -> new AppendResult.VersionConflict(version));
    }

    private Optional<Long> number(SessionKey session) throws SQLException {
        try (var query = connection.prepareStatement(NUMBER)) {
            bind(query, session);
            return first(query);
        }
    }

    private long version(long number) throws SQLException {
        try (var query = connection.prepareStatement(VERSION)) {
            query.setLong(1, number);
            return first(query).orElse(0L);
        }
    }

    private static Optional<Long> first(PreparedStatement query) throws SQLException {
        try (var rows = query.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }

    /** A session's number is the position of its first event. */
    private long begin(SessionKey session) throws SQLException {
        try (var insert = connection.prepareStatement(BEGIN)) {
            bind(insert, session);
            insert.setLong(4, head + 1);
            insert.executeUpdate();
        }
        return head + 1;
    }

    private AppendResult insert(Append append, long number) throws SQLException {
        var sequence = append.expectedVersion();
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var row : append.rows()) {
                insert.setLong(1, ++head);
                insert.setLong(2, number);
                insert.setLong(3, ++sequence);
                bind(insert, row);
                insert.executeUpdate();
            }
        }
        return new AppendResult.Appended(sequence, head);
    }

    private Optional<AppendResult> storedBefore(Append append, long number) throws SQLException {
        try (var query = connection.prepareStatement(STORED)) {
            query.setLong(1, number);
            query.setLong(2, append.versionAfter());
            query.setBytes(3, EventIds.bytes(append.rows().getLast().id()));
            return first(query).map(position -> new AppendResult.Appended(append.versionAfter(), position));
        }
    }

    private void moveHead() throws SQLException {
        try (var update = connection.prepareStatement("UPDATE shard_head SET position = ? WHERE shard = ?")) {
            update.setLong(1, head);
            update.setInt(2, EventRows.SHARD);
            update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, SessionKey session) throws SQLException {
        statement.setString(1, session.tenant());
        statement.setString(2, session.agent());
        statement.setString(3, session.sessionId());
    }

    private static void bind(PreparedStatement statement, EventRow row) throws SQLException {
        statement.setLong(4, row.occurredAt());
        statement.setBytes(5, EventIds.bytes(row.id()));
        statement.setInt(6, row.revision());
        statement.setString(7, row.type());
        statement.setString(8, row.messageKey());
        statement.setBytes(9, row.payload());
        statement.setBytes(10, row.storedMetadata());
    }
}
