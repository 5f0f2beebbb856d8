package dev.hector.reliability;

import static org.awaitility.Awaitility.await;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.standalone.HectorServer;
import dev.hector.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.postgresql.PGConnection;

/** P5: what projections have made of the log under faults is what they make of it from its beginning, undisturbed. */
final class Replay {

    private static final Duration LEVEL = Duration.ofMinutes(5);

    private Replay() {}

    /** Copies the log to the empty database, lets the same projections run there, and compares their tables. */
    static List<String> violations(SessionStoreConfig database, SessionStoreConfig empty)
            throws SQLException, IOException {
        return violations(database, empty, Configurations::replaying);
    }

    /** @param servers what a server is started with to follow a database */
    static List<String> violations(
            SessionStoreConfig database, SessionStoreConfig empty, Function<SessionStoreConfig, HectorConfig> servers)
            throws SQLException, IOException {
        var original = new LogTable(database);
        var copy = new LogTable(empty);
        follow(database, servers.apply(database), original.head());
        try (var store = TestStores.open(empty)) {
            store.check();
        }
        copyLog(original, copy);
        follow(empty, servers.apply(empty), original.head());
        return differences(original, copy);
    }

    private static void copyLog(LogTable from, LogTable to) throws SQLException, IOException {
        var file = Files.createTempFile("session_event", ".copy");
        try (var source = from.connect();
                var target = to.connect()) {
            for (var table : List.of("session", "session_event")) {
                try (var out = Files.newOutputStream(file)) {
                    source.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + table + " TO STDOUT", out);
                }
                try (var in = Files.newInputStream(file)) {
                    target.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN", in);
                }
            }
            try (var head = target.createStatement()) {
                head.execute("UPDATE shard_head SET position = (SELECT coalesce(max(position), 0) FROM session_event)");
            }
        } finally {
            Files.delete(file);
        }
    }

    /** A server that nobody talks to brings its projections level with the log. */
    private static void follow(SessionStoreConfig database, HectorConfig config, long head) {
        try (var _ = HectorServer.embedded(config)) {
            await().atMost(LEVEL)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> new LogTable(database).slowestCursor() >= head);
        }
    }

    private static List<String> differences(LogTable original, LogTable copy) throws SQLException {
        var violations = new ArrayList<String>();
        if (original.head() != copy.head()) {
            violations.add("the log grew to " + copy.head() + " in the replay, from " + original.head());
        }
        violations.addAll(differences(original.projections(), copy.projections()));
        return violations;
    }

    /** Each table's rows, as the faults left them and as a fresh replay has them. */
    static List<String> differences(Map<String, List<String>> ours, Map<String, List<String>> fresh) {
        var violations = new ArrayList<String>();
        fresh.forEach((table, rows) -> {
            violations.addAll(onlyIn(rows, ours.getOrDefault(table, List.of()), table + " lacks "));
            violations.addAll(onlyIn(ours.getOrDefault(table, List.of()), rows, table + " has too much "));
        });
        fresh.getOrDefault("parked_session", List.of()).forEach(row -> violations.add("parked: " + row));
        return violations;
    }

    private static List<String> onlyIn(List<String> some, List<String> others, String saying) {
        var known = new HashSet<>(others);
        return some.stream()
                .filter(row -> !known.contains(row))
                .map(row -> saying + row)
                .toList();
    }
}
