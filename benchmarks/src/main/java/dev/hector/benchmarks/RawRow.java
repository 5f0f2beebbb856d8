package dev.hector.benchmarks;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A row of the log, about as large as the one that a turn or an append writes at its place.
 *
 * @param following appended with the row before it, which has the metadata of both
 */
record RawRow(String type, String payload, boolean keyed, boolean following) {

    static final String INSERT = "INSERT INTO session_event (position, session, sequence, occurred_at, event_id,"
            + " revision, type, message_key, payload, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String ULID = "01KAPN0Q6W8Z7M3V5T2R9XJ4YD";
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String CAUSE = "{\"actor\":\"ada\",\"correlation_id\":\"req_" + ULID + "\"}";

    static final RawRow QUESTION = new RawRow("MessageAppended", """
        {"message_id":"msg_%1$s","role":"user","content":"What is the name of the river that flows through the old \
        town, and how long is it?","tokens":20,"turn_id":"turn_%1$s","key":"msg_%1$s","digest":"%2$s"}\
        """.formatted(ULID, DIGEST), true, false);

    static final RawRow STARTED = new RawRow("TurnStarted", """
        {"turn_id":"turn_%1$s","message_id":"msg_%1$s","attempt":1,"owner":"proc_%1$s",\
        "lease_until":"2026-01-01T00:00:15Z"}\
        """.formatted(ULID), false, true);

    static final RawRow ANSWER = new RawRow("MessageAppended", """
        {"message_id":"msg_%1$s","role":"assistant","content":"The river is the Aare, and it is two hundred and \
        eighty-eight kilometres long from its source.","tokens":22,"turn_id":"turn_%1$s"}\
        """.formatted(ULID), false, false);

    static final RawRow COMPLETED = new RawRow("TurnCompleted", """
        {"turn_id":"turn_%1$s","message_id":"msg_%1$s","attempt":1,"model":"demo","finish_reason":"stop",\
        "usage":{"input_tokens":200,"output_tokens":22},"context_through":41,"context_tokens":200,\
        "context_digest":"%2$s"}\
        """.formatted(ULID, DIGEST), false, true);

    void bind(PreparedStatement insert, Driver driver, long position, long session) throws SQLException {
        var id = UlidCreator.getMonotonicUlid();
        insert.setLong(1, position);
        insert.setLong(2, session);
        insert.setLong(3, position);
        insert.setLong(4, 1_767_225_600_000L);
        insert.setObject(5, driver == Driver.POSTGRES ? id.toUuid() : id.toBytes());
        insert.setInt(6, 1);
        insert.setString(7, type);
        insert.setString(8, keyed ? "msg_" + id : null);
        insert.setBytes(9, payload.getBytes(StandardCharsets.UTF_8));
        insert.setBytes(10, following ? null : CAUSE.getBytes(StandardCharsets.UTF_8));
    }
}
