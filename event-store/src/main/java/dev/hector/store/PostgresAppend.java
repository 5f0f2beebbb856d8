package dev.hector.store;

import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Appends through the function {@code append_events}: one round trip, so that a stalled client holds no lock. */
final class PostgresAppend {

    private static final String CALL = "SELECT stored, version, last_position FROM append_events(" + EventRows.SHARD
            + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private PostgresAppend() {}

    static List<AppendResult> append(Connection connection, List<Append> appends) throws SQLException {
        try (var call = connection.prepareStatement(CALL)) {
            bindSessions(call, appends);
            bindEvents(call, rows(appends));
            try (var results = call.executeQuery()) {
                return results(results);
            }
        }
    }

    private static List<EventRow> rows(List<Append> appends) {
        return appends.stream()
                .flatMap(append -> append.events().stream())
                .map(EventRow::of)
                .toList();
    }

    private static void bindSessions(PreparedStatement call, List<Append> appends) throws SQLException {
        bind(call, 1, "text", appends, append -> append.session().tenant());
        bind(call, 2, "text", appends, append -> append.session().agent());
        bind(call, 3, "text", appends, append -> append.session().sessionId());
        bind(call, 4, "int8", appends, Append::expectedVersion);
        bind(call, 5, "int4", appends, append -> append.events().size());
    }

    private static void bindEvents(PreparedStatement call, List<EventRow> rows) throws SQLException {
        bind(call, 6, "text", rows, EventRow::eventId);
        bind(call, 7, "text", rows, EventRow::type);
        bind(call, 8, "int4", rows, EventRow::revision);
        bind(call, 9, "text", rows, EventRow::payload);
        bind(call, 10, "text", rows, EventRow::metadata);
        bind(call, 11, "text", rows, EventRow::messageKey);
        bind(call, 12, "int8", rows, EventRow::occurredAt);
    }

    private static <T> void bind(
            PreparedStatement call, int parameter, String type, List<T> rows, Function<T, @Nullable Object> column)
            throws SQLException {
        var values = rows.stream().map(column).toArray();
        call.setArray(parameter, call.getConnection().createArrayOf(type, values));
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
}
