package dev.hector.store;

import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Appends through the procedure {@code append_events}: one round trip, so that a stalled client holds no lock. */
final class MysqlAppend {

    /** So much, in base 64, stays below the 16 MB of a packet that MariaDB takes by default. */
    static final int MOST_BYTES = 3_000_000;

    private static final String CALL = "CALL append_events(" + EventRows.SHARD + ", ?)";

    private static final JsonMapper JSON = new JsonMapper();

    private MysqlAppend() {}

    static List<AppendResult> append(Connection connection, List<Append> appends) throws SQLException {
        var results = new ArrayList<AppendResult>(appends.size());
        for (var batch : batches(appends)) {
            results.addAll(call(connection, batch));
        }
        return results;
    }

    /** One, unless the events are too long for it. */
    private static List<ArrayNode> batches(List<Append> appends) {
        var batches = new ArrayList<ArrayNode>();
        var room = 0L;
        for (var append : appends) {
            var rows = append.rows();
            var size = size(rows);
            if (batches.isEmpty() || size > room) {
                batches.add(JSON.createArrayNode());
                room = MOST_BYTES;
            }
            room -= size;
            add(batches.getLast().addObject(), append, rows);
        }
        return batches;
    }

    private static long size(List<EventRow> rows) {
        return rows.stream()
                .mapToLong(row -> row.payload().length + row.metadata().length)
                .sum();
    }

    private static void add(ObjectNode entry, Append append, List<EventRow> rows) {
        var session = append.session();
        entry.put("tenant", base64(session.tenant()))
                .put("agent", base64(session.agent()))
                .put("session", base64(session.sessionId()))
                .put("expected", append.expectedVersion())
                .put("last_id", hex(rows.getLast()));
        var events = entry.putArray("events");
        rows.forEach(row -> add(events.addObject(), row));
    }

    private static void add(ObjectNode event, EventRow row) {
        event.put("id", hex(row))
                .put("type", row.type())
                .put("revision", row.revision())
                .put("payload", base64(row.payload()))
                .put("metadata", base64(row.metadata()))
                .put("at", row.occurredAt());
        if (row.messageKey() != null) {
            event.put("key", base64(row.messageKey()));
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hex(EventRow row) {
        return HexFormat.of().formatHex(EventIds.bytes(row.id()));
    }

    private static List<AppendResult> call(Connection connection, ArrayNode batch) throws SQLException {
        try (var call = connection.prepareStatement(CALL)) {
            call.setString(1, batch.toString());
            try (var answer = call.executeQuery()) {
                answer.next();
                return results(answer.getString(1));
            }
        }
    }

    /** An entry an append: whether it is stored, the session's version, the position of its last event. */
    private static List<AppendResult> results(String answer) {
        return Arrays.stream(answer.split(";", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> result(entry.split(" ", -1)))
                .toList();
    }

    private static AppendResult result(String[] entry) {
        var version = Long.parseLong(entry[1]);
        return entry[0].equals("1") ? new Appended(version, Long.parseLong(entry[2])) : new VersionConflict(version);
    }
}
