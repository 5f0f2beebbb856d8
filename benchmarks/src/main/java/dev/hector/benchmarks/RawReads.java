package dev.hector.benchmarks;

import dev.hector.events.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** Reads of rows by JDBC that nobody makes events of. */
final class RawReads implements AutoCloseable {

    private static final String EVENTS = "SELECT * FROM session_event WHERE session ="
            + " (SELECT number FROM session WHERE tenant = ? AND agent = ? AND session_id = ?)"
            + " AND sequence > 0 ORDER BY sequence LIMIT ?";

    private static final String SESSIONS = "SELECT * FROM session_catalogue WHERE tenant = ? AND agent = ?"
            + " AND last_position < ? ORDER BY last_position DESC LIMIT ?";

    private final Connection connection;
    private final PreparedStatement events;
    private final PreparedStatement sessions;

    RawReads(Store store, String database) {
        try {
            connection = store.connect(database);
            events = connection.prepareStatement(EVENTS);
            sessions = connection.prepareStatement(SESSIONS);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Callable<?> events(SessionKey session, int limit) {
        return () -> {
            events.setString(1, session.tenant());
            events.setString(2, session.agent());
            events.setString(3, session.sessionId());
            events.setInt(4, limit);
            return read(events, limit);
        };
    }

    /** A page of the newest sessions below a position. */
    Callable<?> sessions(long before, int limit) {
        return () -> {
            sessions.setString(1, SessionKey.DEFAULT_TENANT);
            sessions.setString(2, Agents.NAME);
            sessions.setLong(3, before);
            sessions.setInt(4, limit);
            return read(sessions, limit);
        };
    }

    private static int read(PreparedStatement query, int expected) throws SQLException {
        try (var rows = query.executeQuery()) {
            var columns = rows.getMetaData().getColumnCount();
            var count = 0;
            while (rows.next()) {
                for (var column = 1; column <= columns; column++) {
                    rows.getString(column);
                }
                count++;
            }
            if (count != expected) {
                throw new IllegalStateException("Read " + count + " rows, not " + expected);
            }
            return count;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
