package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.standalone.HectorServer;
import dev.hector.store.SessionStores;
import java.time.Duration;

/**
 * A database of so many sessions that only SQL writes them in time. What SQL writes for a list is checked, on the first
 * of them, against what the projection makes of the same events.
 */
final class ManySessions {

    private static final int CHECKED = 1000;
    private static final long CREATED_AT = 1_767_225_600_000L;

    private static final String ID = "'sess_' || lpad(n::text, 26, '0')";

    private static final String NAMES = """
        INSERT INTO session (number, tenant, agent, session_id)
        SELECT n, 'default', 'assistant', %s FROM generate_series(%%d, %%d) n
        """.formatted(ID);

    private static final String EVENTS = """
        INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, payload, metadata)
        SELECT n, n, 1, %d + n, lpad(n::text, 32, '0')::uuid, 1, 'SessionCreated',
          convert_to('{"user_id":"user-' || mod(n, 1000) || '","metadata":{}}', 'UTF8'), '{"actor":"ada"}'
        FROM generate_series(%%d, %%d) n
        """.formatted(CREATED_AT);

    private static final String CATALOGUE = """
        INSERT INTO session_catalogue (session, tenant, agent, user_id, metadata, status, created_at, updated_at,
          message_count, turn_count, version, last_position)
        SELECT e.session, s.tenant, s.agent, convert_from(e.payload, 'UTF8')::json ->> 'user_id', '{}', 'active',
          e.occurred_at, e.occurred_at, 0, 0, 1, e.position
        FROM session_event e JOIN session s ON s.number = e.session
        """;

    private final PostgresServer server;
    private final SessionStoreConfig database;

    ManySessions(PostgresServer server, SessionStoreConfig database) {
        this.server = server;
        this.database = database;
    }

    static String id(int number) {
        return "sess_" + "%026d".formatted(number);
    }

    void write(int count) {
        project();
        writeEvents(1, CHECKED);
        project();
        execute("CREATE TABLE projected AS SELECT * FROM session_catalogue");
        Progress.say("lists: writing " + count + " sessions");
        writeEvents(CHECKED + 1, count);
        execute("TRUNCATE session_catalogue");
        execute(CATALOGUE);
        requireSameAsProjected();
        execute("UPDATE projection_cursor SET position = " + count);
        execute("VACUUM ANALYZE");
    }

    private void writeEvents(int from, int to) {
        execute(NAMES.formatted(from, to));
        execute(EVENTS.formatted(from, to));
        execute("UPDATE shard_head SET position = " + to);
    }

    /** Lets the projections make what they make of the events. */
    private void project() {
        var config = Agents.oneIn(database);
        try (var stores = SessionStores.of(config);
                var server = HectorServer.embedded(config)) {
            server.channel();
            new Settling(stores.forAgent(Agents.NAME)).await(Duration.ofMinutes(1));
        }
    }

    private void requireSameAsProjected() {
        var rows = number("SELECT count(*) FROM projected");
        var same = number("SELECT count(*) FROM (SELECT * FROM projected INTERSECT SELECT * FROM session_catalogue) s");
        if (rows != CHECKED || same != CHECKED) {
            throw new IllegalStateException("Of " + rows + " projected rows, SQL makes " + same);
        }
    }

    private long number(String sql) {
        return server.number(database.database(), sql);
    }

    private void execute(String sql) {
        server.execute(database.database(), sql);
    }
}
