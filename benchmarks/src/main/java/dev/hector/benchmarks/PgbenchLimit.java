package dev.hector.benchmarks;

import dev.hector.store.SessionStores;
import java.time.Duration;

/**
 * What PostgreSQL itself can do on the schema of the log: pgbench's inserts of rows as large as the ones that a turn
 * writes, with positions from a sequence, so that no order is kept.
 */
final class PgbenchLimit {

    private static final String KEY = "lpad((p)::text, 26, '0')";
    private static final String CAUSE = "'{\"actor\":\"ada\",\"correlation_id\":\"req_01KAPN0Q6W8Z7M3V5T2R9XJ4YD\"}'";
    private static final String QUESTION = """
        '{"message_id":"msg_'||%1$s||'","role":"user","content":"What is the name of the river that flows through the old \
        town, and how long is it?","tokens":20,"turn_id":"turn_'||%1$s||'","key":"msg_'||%1$s||'","digest":"\
        9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}'\
        """.formatted(KEY);
    private static final String STARTED = """
        '{"turn_id":"turn_'||%1$s||'","message_id":"msg_'||%1$s||'","attempt":1,"owner":"proc_'||%1$s||'",\
        "lease_until":"2026-01-01T00:00:15Z"}'\
        """.formatted(KEY);
    private static final String ANSWER = """
        '{"message_id":"msg_'||%1$s||'","role":"assistant","content":"The river is the Aare, and it is two hundred and \
        eighty-eight kilometres long from its source.","tokens":22,"turn_id":"turn_'||%1$s||'"}'\
        """.formatted(KEY);
    private static final String COMPLETED = """
        '{"turn_id":"turn_'||%1$s||'","message_id":"msg_'||%1$s||'","attempt":1,"model":"demo","finish_reason":"stop",\
        "usage":{"input_tokens":200,"output_tokens":22},"context_through":41,"context_tokens":200,"context_digest":"\
        9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}'\
        """.formatted(KEY);

    private static final String POSITION = "nextval('raw_position') p";

    private final PostgresServer server;
    private final String database;

    PgbenchLimit(PostgresServer server) {
        this.server = server;
        var config = server.newDatabase(1);
        this.database = config.database();
        try (var stores = SessionStores.of(Agents.oneIn(config))) {
            stores.forAgent(Agents.NAME).check();
        }
        server.execute(database, "CREATE SEQUENCE raw_position CACHE 100");
    }

    /** Empties the log. */
    void clear() {
        server.execute(database, "TRUNCATE session_event");
    }

    /** One row a transaction. */
    Measurement insert(int clients, Duration time) {
        return run("pgbench insert of one row", insertOf(row("MessageAppended", QUESTION, true)), clients, time);
    }

    /** A turn: two transactions of two rows each. */
    Measurement turn(int clients, Duration time) {
        var question = insertOf(row("MessageAppended", QUESTION, true), following("TurnStarted", STARTED));
        var answer = insertOf(row("MessageAppended", ANSWER, false), following("TurnCompleted", COMPLETED));
        return run("pgbench turn in two commits", question + answer, clients, time);
    }

    private Measurement run(String benchmark, String script, int clients, Duration time) {
        return new Pgbench(server, database).run(benchmark, script, clients, time);
    }

    private static String insertOf(String... rows) {
        return "INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type,"
                + " message_key, payload, metadata) " + String.join(" UNION ALL ", rows) + ";\n";
    }

    private static String row(String type, String payload, boolean keyed) {
        return row(type, payload, keyed ? "'msg_'||" + KEY : "null", "convert_to(" + CAUSE + ", 'UTF8')");
    }

    /** Appended with the row before it, which has the metadata of both. */
    private static String following(String type, String payload) {
        return row(type, payload, "null", "null::bytea");
    }

    private static String row(String type, String payload, String key, String metadata) {
        return "SELECT p, 1 + :client_id, p, 1767225600000, lpad(p::text, 32, '0')::uuid, 1, '" + type + "', " + key
                + ", convert_to(" + payload + ", 'UTF8'), " + metadata + " FROM " + POSITION;
    }
}
