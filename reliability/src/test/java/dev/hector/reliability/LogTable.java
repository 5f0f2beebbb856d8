package dev.hector.reliability;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.SessionKey;
import dev.hector.store.StoredEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** What is in a database, read by SQL and by nothing of the system under test. */
record LogTable(SessionStoreConfig database) {

    private static final List<String> PROJECTIONS = List.of(
            "session_catalogue",
            "session_clock",
            "open_turn",
            "working_memory",
            "searched_text",
            "parked_session",
            "projection_cursor");

    /** Stamps, and whether a memory that is deleted left a trace, depend on who wrote when. */
    private static final String MEMORIES = """
        (SELECT view_name, position, tenant, agent, session_id, user_id, sequence, memory_id, message_id, role, content,
                tokens, due FROM memory WHERE deleted = 0)\
        """;

    Connection connect() throws SQLException {
        var url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.database();
        return DriverManager.getConnection(url, database.username(), database.password());
    }

    /** Every event in the order of positions. */
    List<StoredEvent> events() throws SQLException {
        return events(0);
    }

    List<StoredEvent> events(long after) throws SQLException {
        try (var connection = connect();
                var query = connection.prepareStatement("""
                    SELECT position, tenant, agent, session_id, sequence, event_id, type, revision, payload, metadata,
                           occurred_at
                    FROM session_events WHERE position > ? ORDER BY position
                    """)) {
            query.setLong(1, after);
            var events = new ArrayList<StoredEvent>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(event(rows));
                }
            }
            return events;
        }
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                new SessionKey(row.getString(2), row.getString(3), row.getString(4)),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getString(9),
                row.getString(10),
                Instant.parse(row.getString(11)));
    }

    /** The rows of every projection's table as text, in an order that does not depend on how they came there. */
    TreeMap<String, List<String>> projections() throws SQLException {
        var tables = new TreeMap<String, List<String>>();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var table : PROJECTIONS) {
                tables.put(table, rows(statement, table));
            }
            tables.put("memory", rows(statement, MEMORIES));
        }
        return tables;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        var rows = new ArrayList<String>();
        try (var all = statement.executeQuery("SELECT t::text FROM " + table + " t ORDER BY 1")) {
            while (all.next()) {
                rows.add(Objects.requireNonNull(all.getString(1)));
            }
        }
        return rows;
    }

    /** The position that the slowest projection has reached; 0 before the first has begun. */
    long slowestCursor() throws SQLException {
        return number("SELECT coalesce(min(position), 0) FROM projection_cursor HAVING count(*) >= 4");
    }

    long head() throws SQLException {
        return number("SELECT max(position) FROM session_event");
    }

    long openTurns() throws SQLException {
        return number("""
            SELECT count(*) FILTER (WHERE type = 'TurnStarted')
                 - count(*) FILTER (WHERE type IN ('TurnCompleted', 'TurnFailed')) FROM session_event
            """);
    }

    private long number(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
