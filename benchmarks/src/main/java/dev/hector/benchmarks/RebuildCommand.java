package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.memory.MemorySettings;
import dev.hector.standalone.HectorServer;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast projections are made anew from the log, all of them at once. */
@Command(name = "rebuild", description = "Makes the projections anew, against an update by JDBC for each event.")
final class RebuildCommand implements Callable<Integer> {

    private static final int BATCH = 500;
    private static final int MESSAGES = 100;
    private static final int EVENTS_PER_SESSION = MESSAGES / 2 * Histories.EVENTS_PER_TURN + 2;
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private static final String UPDATE =
            "UPDATE session_catalogue SET updated_at = ?, message_count = message_count + 1,"
                    + " version = version + 1, last_position = ?"
                    + " WHERE session = (SELECT session FROM session_event WHERE position = ?)";

    @Option(names = "--events", description = "About how many (${DEFAULT-VALUE}).", defaultValue = "60000")
    private int events;

    @Mixin
    private StoreOption product = new StoreOption();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws SQLException {
        try (var store = product.start()) {
            var database = store.newDatabase(10);
            var config = Agents.oneIn(database);
            try (var stores = SessionStores.of(config)) {
                var session = stores.forAgent(Agents.NAME);
                warmUp(session, database);
                Progress.say("rebuild: writing events");
                var before = session.log().head();
                new Histories(session.log(), MemorySettings.DEFAULT)
                        .write(Math.max(1, events / EVENTS_PER_SESSION), MESSAGES);
                Progress.say("rebuild: projecting " + (session.log().head() - before) + " events");
                var own = rebuild(store, database, session, session.log().head() - before);
                var limit = limit(store, database, session.log().head());
                own.forEach(projection -> results.add(
                        projection.with("per_s_to_jdbc", projection.figure("per_s") / limit.figure("per_s"))));
                results.add(limit);
            }
        }
        return 0;
    }

    private static void warmUp(SessionStore session, SessionStoreConfig database) {
        new Histories(session.log(), MemorySettings.DEFAULT).write(10, MESSAGES);
        try (var server = HectorServer.embedded(Agents.oneIn(database))) {
            server.channel();
            new Settling(session).await(AT_MOST);
        }
    }

    private List<Measurement> rebuild(Store store, SessionStoreConfig database, SessionStore session, long count) {
        var begun = System.nanoTime();
        try (var server = HectorServer.embedded(Agents.oneIn(database))) {
            server.channel();
            return awaitLevel(session).entrySet().stream()
                    .map(level -> rate("rebuild: " + level.getKey(), store, count, level.getValue() - begun))
                    .toList();
        }
    }

    private static Measurement rate(String benchmark, Store store, long events, long nanos) {
        return Measurement.of(benchmark, 1)
                .labelled("store", store.driver().wireName())
                .with("per_s", events * 1e9 / nanos)
                .with("seconds", nanos / 1e9)
                .with("events", events);
    }

    /** When each projection had come to the end, which it is asked every few milliseconds. */
    private static Map<String, Long> awaitLevel(SessionStore session) {
        var head = session.log().head();
        var level = new LinkedHashMap<String, Long>();
        var giveUpAt = System.nanoTime() + AT_MOST.toNanos();
        while (level.size() < session.read(RebuildCommand::projections)) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("Projections are behind after " + AT_MOST);
            }
            session.read(rows -> rows.sql("SELECT name FROM projection_cursor WHERE position >= ?")
                            .param(head)
                            .query(String.class)
                            .list())
                    .forEach(name -> level.putIfAbsent(name, System.nanoTime()));
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return level;
    }

    private static int projections(JdbcClient rows) {
        return rows.sql("SELECT count(*) FROM projection_cursor")
                .query(Integer.class)
                .single();
    }

    /** One update for each event, {@value #BATCH} a transaction. */
    private static Measurement limit(Store store, SessionStoreConfig database, long head) throws SQLException {
        try (var connection = store.connect(database.database());
                var update = connection.prepareStatement(UPDATE)) {
            connection.setAutoCommit(false);
            var begun = System.nanoTime();
            for (var position = 1L; position <= head; position++) {
                update.setLong(1, begun);
                update.setLong(2, position);
                update.setLong(3, position);
                update.addBatch();
                if (position % BATCH == 0 || position == head) {
                    update.executeBatch();
                    connection.commit();
                }
            }
            return rate("jdbc update for each event", store, head, System.nanoTime() - begun);
        }
    }
}
