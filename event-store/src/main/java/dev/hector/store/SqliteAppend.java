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
        INSERT INTO session_event (position, tenant, agent, session_id, sequence, event_id, type, revision, payload,
                                   metadata, message_key, occurred_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private static final String VERSION = """
        SELECT sequence FROM session_event
        WHERE tenant = ? AND agent = ? AND session_id = ? ORDER BY sequence DESC LIMIT 1
        """;

    private static final String STORED = """
        SELECT sequence, position FROM session_event
        WHERE tenant = ? AND agent = ? AND session_id = ? AND event_id = ?
        """;

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
        var version = version(append.session());
        if (version == append.expectedVersion()) {
            return insert(append);
        }
        return storedBefore(append).orElseGet(() -> new AppendResult.VersionConflict(version));
    }

    private long version(SessionKey session) throws SQLException {
        try (var query = connection.prepareStatement(VERSION)) {
            bind(query, 1, session);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private AppendResult insert(Append append) throws SQLException {
        var sequence = append.expectedVersion();
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var row : append.rows()) {
                insert.setLong(1, ++head);
                bind(insert, 2, append.session());
                insert.setLong(5, ++sequence);
                bind(insert, 6, row);
                insert.executeUpdate();
            }
        }
        return new AppendResult.Appended(sequence, head);
    }

    private Optional<AppendResult> storedBefore(Append append) throws SQLException {
        try (var query = connection.prepareStatement(STORED)) {
            bind(query, 1, append.session());
            query.setString(4, append.rows().getLast().eventId());
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new AppendResult.Appended(rows.getLong(1), rows.getLong(2)))
                        : Optional.empty();
            }
        }
    }

    private void moveHead() throws SQLException {
        try (var update = connection.prepareStatement("UPDATE shard_head SET position = ? WHERE shard = ?")) {
            update.setLong(1, head);
            update.setInt(2, EventRows.SHARD);
            update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int first, SessionKey session) throws SQLException {
        statement.setString(first, session.tenant());
        statement.setString(first + 1, session.agent());
        statement.setString(first + 2, session.sessionId());
    }

    private static void bind(PreparedStatement statement, int first, EventRow row) throws SQLException {
        statement.setString(first, row.eventId());
        statement.setString(first + 1, row.type());
        statement.setInt(first + 2, row.revision());
        statement.setString(first + 3, row.payload());
        statement.setString(first + 4, row.metadata());
        statement.setString(first + 5, row.messageKey());
        statement.setLong(first + 6, row.occurredAt());
    }
}
