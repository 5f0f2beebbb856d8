package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.reliability.Entry.Damage;
import dev.hector.reliability.Traffic.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL stops at once, as when its machine fails, and recovers, while two servers use it. */
class StoppedPostgresIT {

    private static final int CLIENTS = 6;

    private final Run run = Run.of(StoppedPostgresIT.class);
    private final List<Reading> readings = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void losesNothingDoublesNothingAndEndsEveryTurn() throws Exception {
        try (var postgres = PostgresServer.in(folder.resolve("data"));
                var history = run.history("stops")) {
            var database = postgres.newDatabase("hector");
            disturb(postgres, database, Variant.AS_IT_IS, Mix.ALL, history, run.size(3, 30));

            var judgement = Judgement.of(history.read(), new LogTable(database).events())
                    .and(readings)
                    .andReplay(Replay.violations(database, postgres.newDatabase("replay")));
            run.say(judgement.summary());
            judgement.assertKept();
        }
    }

    @Test
    void isCaughtWhenACommitDoesNotWaitForTheDisk() throws Exception {
        try (var postgres =
                        PostgresServer.in(folder.resolve("data"), "synchronous_commit=off", "wal_writer_delay=10s");
                var history = run.history("unsynchronised")) {
            var database = postgres.newDatabase("hector");
            disturb(postgres, database, Variant.AS_IT_IS, Mix.MESSAGES_ONLY, history, 1);

            var judgement = Judgement.of(history.read(), new LogTable(database).events());
            run.say("mutant: " + judgement.summary());
            assertThat(judgement.of(AcknowledgedIsStored.class)).isNotEmpty();
        }
    }

    @Test
    void isCaughtWhenCursorsAndRowsAreCommittedApart() throws Exception {
        try (var postgres = PostgresServer.in(folder.resolve("data"));
                var history = run.history("apart")) {
            var database = postgres.newDatabase("hector");
            disturb(postgres, database, Variant.MOVES_CURSORS_APART, Mix.MESSAGES_ONLY, history, 2);

            var differences = Replay.violations(database, postgres.newDatabase("replay"));
            run.say("mutant: " + differences.size() + " differences from a fresh replay");
            assertThat(differences).isNotEmpty();
        }
    }

    private void disturb(
            PostgresServer postgres,
            SessionStoreConfig database,
            Variant variant,
            Mix mix,
            HistoryLog history,
            int stops)
            throws Exception {
        var configs =
                Collections.nCopies(variant == Variant.MOVES_CURSORS_APART ? 1 : 2, Configurations.over(database));
        var goesOn = new AtomicBoolean(true);
        try (var servers = LocalServers.start(variant, configs);
                var traffic = new Traffic(history, servers::servers, run.seed(), mix)) {
            traffic.begin(CLIENTS, 4, goesOn::get);
            postgres.checkpoint();
            var reader = PollingReader.fromHere(new LogTable(database));
            awaitCallsThatGoWell(history);
            stopAndStart(postgres, history, stops);
            goesOn.set(false);
            traffic.end();
            Quiet.await(database);
            readings.add(reader.end());
        }
    }

    private void stopAndStart(PostgresServer postgres, HistoryLog history, int stops) throws Exception {
        var random = new Random(run.seed());
        for (int stop = 1; stop <= stops; stop++) {
            TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(500));
            history.fault(Damage.DATABASE_DOWN, "database");
            postgres.stopImmediately();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1000));
            postgres.startAgain();
            history.fault(Damage.DATABASE_UP, "database");
            awaitCallsThatGoWell(history);
        }
    }

    /** A server that nobody writes to has nothing to lose. */
    private static void awaitCallsThatGoWell(HistoryLog history) {
        var before = history.acknowledged();
        await().atMost(Duration.ofMinutes(1)).until(() -> history.acknowledged() > before + 20);
    }
}
