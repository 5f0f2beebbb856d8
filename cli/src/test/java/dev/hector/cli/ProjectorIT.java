package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.cli.LocalServers.Listening;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.TestPostgres;
import dev.hector.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do about events that cannot be applied, while a server is at work on PostgreSQL. */
class ProjectorIT {

    private static final String BAD = "default/assistant/bad";
    private static final List<String> PROJECTIONS =
            List.of("searched_text", "session_catalogue", "session_clock", "working_memory");

    private final SessionStoreConfig database = TestPostgres.newDatabase();
    private final Cli hector = new Cli(new ProcessServers());

    @TempDir
    private Path folder;

    private String config = "";

    @Test
    void deadLettersAreSeenRetriedAndDiscarded() throws IOException {
        config = write();
        try (var server = serve();
                var store = TestStores.open(database)) {
            say(server, "bad").endsWith(ExitCode.OK);
            projector("dead-letters").endsWith(ExitCode.OK).says("no dead letters");

            writeAsABuggyReleaseDoes(store);
            awaitDeadLetters(4);
            projector("dead-letters").printsSome("EVENT", "MessageAppended", "at 'tokens'", BAD);
            projector("dead-letters", "--output", "json")
                    .printsSome("\"session\":\"" + BAD + "\"", "\"type\":\"MessageAppended\"", "\"waiting\":false");
            say(server, "good").endsWith(ExitCode.OK);
            say(server, "bad").says("not in the form of its revision");

            putRight(store);
            projector("dead-letters", "retry", "all", BAD).endsWith(ExitCode.OK).says("4 dead letters");
            awaitDeadLetters(0);
            say(server, "bad").endsWith(ExitCode.OK);
            assertViewsEqualAReplay();

            writeAsABuggyReleaseDoes(store);
            awaitDeadLetters(4);
            projector("dead-letters", "discard", "session_clock", BAD)
                    .endsWith(ExitCode.OK)
                    .says("session_clock passes over event");
            awaitDeadLetters(3);
            projector("dead-letters", "discard", "all", BAD).endsWith(ExitCode.OK);
            awaitDeadLetters(0);
        }
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        config = write();
        projector("dead-letters", "retry", "all", BAD)
                .endsWith(ExitCode.NOT_FOUND)
                .says("no projection passes over session " + BAD);
        projector("dead-letters", "discard", "working_memory", "bad").endsWith(ExitCode.USAGE);
        projector("rebuild", "memories").endsWith(ExitCode.OK).says("store main-db has no memories");
        hector.run("projector", "dead-letters", "retry", "all", BAD)
                .endsWith(ExitCode.USAGE)
                .says("--config FILE");
    }

    private void assertViewsEqualAReplay() {
        for (var view : List.of("working_memory", "session_catalogue", "searched_text")) {
            projector("rebuild", view).endsWith(ExitCode.OK).says("the live view is equal");
        }
    }

    private void awaitDeadLetters(int count) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var lines = projector("dead-letters").out().lines().skip(1).toList();
            assertThat(lines).hasSize(count);
            assertThat(PROJECTIONS.stream()
                            .filter(projection -> lines.stream().anyMatch(line -> line.contains(projection))))
                    .hasSize(count);
        });
    }

    /** The count of a message's tokens as text. */
    private static void writeAsABuggyReleaseDoes(SessionStore store) {
        store.write(rows -> rows.sql("""
            WITH head AS (UPDATE shard_head SET position = position + 1 WHERE shard = 0 RETURNING position),
              last AS (SELECT e.* FROM session_event e JOIN session s ON s.number = e.session WHERE s.session_id = 'bad'
                       ORDER BY e.sequence DESC LIMIT 1)
            INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, payload)
            SELECT head.position, last.session, last.sequence + 1, last.occurred_at, gen_random_uuid(), 1,
              'MessageAppended', convert_to(
              '{"message_id":"msg_bad' || last.sequence || '","role":"user","content":"x","tokens":"one","metadata":{}}', 'UTF8')
            FROM head, last
            """).update());
    }

    private static void putRight(SessionStore store) {
        store.write(rows -> rows.sql("""
            UPDATE session_event SET payload = convert_to(replace(convert_from(payload, 'UTF8'), '"one"', '1'), 'UTF8')
            """).update());
    }

    private Cli.Result say(Listening server, String session) {
        return hector.run("call", "Hello", "--session", session, "--url", "http://127.0.0.1:" + server.httpPort());
    }

    private Cli.Result projector(String... arguments) {
        var all = new ArrayList<>(List.of("projector"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config));
        return hector.run(all.toArray(String[]::new));
    }

    private Listening serve() {
        return new ProcessServers()
                .serve(HectorConfigReader.read(Path.of(config)), "127.0.0.1", 0, 0, ServerLog.DEFAULT);
    }

    private String write() throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), """
            session_stores:
              main-db:
                sql: {driver: postgres, host: %s, port: %d, database: %s, username: %s, password: "%s"}
            agents:
              assistant: {session_store: main-db}
            """.formatted(
                                database.host(),
                                database.port(),
                                database.database(),
                                database.username(),
                                database.password()))
                .toString();
    }
}
