package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.reliability.Traffic.Mix;
import dev.hector.store.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of each service on one PostgreSQL and a broker, talked to through both gateways, are killed and frozen in turn. */
class KilledServicesIT {

    private static final List<String> A_FEW = List.of("command-1", "gateway-1", ServiceCluster.BROKER);

    private final Run run = Run.of(KilledServicesIT.class);
    private final SessionStoreConfig database = TestPostgres.newDatabase();

    @TempDir
    Path folder;

    @Test
    void loseNothingDoubleNothingEndEveryTurnAndResumeEveryStream() throws Exception {
        try (var history = run.history("services");
                var providers = new Providers()) {
            var goesOn = new AtomicBoolean(true);
            String done;
            String streamed;
            List<String> streams;
            try (var cluster = new ServiceCluster(database, providers, folder, history);
                    var speakers = new StreamedTurns(history, cluster::servers, cluster.urls());
                    var traffic = new Traffic(history, cluster::servers, run.seed(), Mix.ALL)) {
                traffic.begin(run.size(6, 56), 8, goesOn::get);
                speakers.begin(run.size(3, 8), run.seed(), goesOn::get);
                hurt(cluster, new Random(run.seed()));
                goesOn.set(false);
                traffic.end();
                speakers.end();
                Quiet.await(database);
                done = cluster.toString();
                streamed = speakers.toString();
                streams = speakers.violations();
            }
            var judgement = Judgement.of(history.read(), new LogTable(database).events())
                    .andStreams(streams)
                    .andReplay(Replay.violations(
                            database,
                            TestPostgres.newDatabase(),
                            store -> Configurations.replayingMemories(store, providers.url())));
            run.say(done);
            run.say(streamed);
            run.say(judgement.summary());
            judgement.assertKept();
            assertThat(streamed).doesNotStartWith("0 ");
        }
    }

    /** Everything, again and again, for ten minutes; in the short profile, a few once. */
    private void hurt(ServiceCluster cluster, Random random) throws Exception {
        var until = System.nanoTime() + Duration.ofMinutes(run.size(0, 10)).toNanos();
        if (run.size() == Run.Size.SHORT) {
            for (var target : A_FEW) {
                cluster.kill(target, random);
            }
            cluster.freeze("projector-2", random);
        }
        while (System.nanoTime() < until) {
            for (var target : cluster.targets()) {
                if (random.nextBoolean()) {
                    cluster.kill(target, random);
                } else {
                    cluster.freeze(target, random);
                }
            }
            run.say(cluster.toString());
        }
    }
}
