package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.reliability.Traffic.Mix;
import dev.hector.store.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers on one PostgreSQL, talked to over REST and gRPC, are killed and stopped all the time. */
class KilledServersIT {

    private static final int SERVERS = 3;
    private static final int CLIENTS = 6;

    private final Run run = Run.of(KilledServersIT.class);
    private final SessionStoreConfig database = TestPostgres.newDatabase();

    @TempDir
    Path folder;

    @Test
    void loseNothingDoubleNothingAndEndEveryTurn() throws Exception {
        try (var history = run.history("kills")) {
            var readings = new ArrayList<Reading>();
            disturb(Variant.AS_IT_IS, Mix.ALL, history, run.size(3, 500), run.size(1, 20), readings);

            var judgement = Judgement.of(history.read(), new LogTable(database).events())
                    .and(readings)
                    .andReplay(Replay.violations(database, TestPostgres.newDatabase()));
            run.say(judgement.summary());
            judgement.assertKept();
        }
    }

    @Test
    void areCaughtWhenTheyAnswerBeforeTheCommit() throws Exception {
        try (var history = run.history("hasty")) {
            disturb(Variant.ANSWERS_BEFORE_THE_COMMIT, Mix.MESSAGES_ONLY, history, 2, 0, new ArrayList<>());

            var judgement = Judgement.of(history.read(), new LogTable(database).events());
            run.say("mutant: " + judgement.summary());
            assertThat(judgement.of(AcknowledgedIsStored.class)).isNotEmpty();
        }
    }

    private void disturb(
            Variant variant, Mix mix, HistoryLog history, int kills, int pauses, ArrayList<Reading> readings)
            throws Exception {
        var config = Files.writeString(folder.resolve("hector.yaml"), Configurations.yaml(database));
        var goesOn = new AtomicBoolean(true);
        try (var cluster = Cluster.start(SERVERS, config, variant, history)) {
            var reader = PollingReader.fromHere(new LogTable(database));
            try (var traffic = new Traffic(history, cluster::servers, run.seed(), mix)) {
                traffic.begin(CLIENTS, 4, goesOn::get);
                hurt(cluster, kills, pauses);
                goesOn.set(false);
                traffic.end();
            }
            Quiet.await(database);
            readings.add(reader.end());
        }
    }

    private void hurt(Cluster cluster, int kills, int pauses) throws Exception {
        var random = new Random(run.seed());
        for (int kill = 1; kill <= kills; kill++) {
            TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(1000));
            if (pauses > 0 && kill % (kills / pauses) == 0) {
                cluster.pauseOne(random, Duration.ofMillis(500 + random.nextInt(2500)));
            }
            await().atMost(Duration.ofMinutes(5)).until(() -> cluster.size() > SERVERS - 2);
            cluster.killOne(random);
            if (kill % 50 == 0) {
                run.say(kill + " kills");
            }
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> cluster.size() == SERVERS);
    }
}
