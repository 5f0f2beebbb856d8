package dev.hector.benchmarks;

import com.github.f4b6a3.ulid.UlidCreator;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A row of the log, about as large as the one that a turn or an append writes at its place. */
record RawRow(String type, String payload, boolean keyed) {

    static final String INSERT = "INSERT INTO session_event (position, tenant, agent, session_id, sequence, event_id,"
        + " type, revision, payload, metadata, message_key, occurred_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String ULID = "01KAPN0Q6W8Z7M3V5T2R9XJ4YD";
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String CAUSE = "{\"actor\":\"ada\",\"correlation_id\":\"req_" + ULID + "\"}";

    static final RawRow QUESTION = new RawRow("MessageAppended", """
        {"message_id":"msg_%1$s","role":"user","content":"What is the name of the river that flows through the old \
        town, and how long is it?","tokens":20,"turn_id":"turn_%1$s","key":"msg_%1$s","digest":"%2$s"}\
        """.formatted(ULID, DIGEST), true);

    static final RawRow STARTED = new RawRow("TurnStarted", """
        {"turn_id":"turn_%1$s","message_id":"msg_%1$s","attempt":1,"owner":"proc_%1$s",\
        "lease_until":"2026-01-01T00:00:15Z"}\
        """.formatted(ULID), false);

    static final RawRow ANSWER = new RawRow("MessageAppended", """
        {"message_id":"msg_%1$s","role":"assistant","content":"The river is the Aare, and it is two hundred and \
        eighty-eight kilometres long from its source.","tokens":22,"turn_id":"turn_%1$s"}\
        """.formatted(ULID), false);

    static final RawRow COMPLETED = new RawRow("TurnCompleted", """
        {"turn_id":"turn_%1$s","message_id":"msg_%1$s","attempt":1,"model":"demo","finish_reason":"stop",\
        "usage":{"input_tokens":200,"output_tokens":22},"context_through":41,"context_tokens":200,\
        "context_digest":"%2$s"}\
        """.formatted(ULID, DIGEST), false);

    void bind(PreparedStatement insert, long position, String session) throws SQLException {
        var id = UlidCreator.getMonotonicUlid().toString();
        insert.setLong(1, position);
        insert.setString(2, "default");
        insert.setString(3, "assistant");
        insert.setString(4, session);
        insert.setLong(5, position);
        insert.setString(6, "evt_" + id);
        insert.setString(7, type);
        insert.setInt(8, 1);
        insert.setString(9, payload);
        insert.setString(10, CAUSE);
        insert.setString(11, keyed ? "msg_" + id : null);
        insert.setLong(12, 1_767_225_600_000L);
    }
}
