package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.reliability.Entry.Damage;
import dev.hector.reliability.Traffic.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL on a disk that really is full, a small tmpfs. Needs to be allowed to mount; is skipped where it is not. */
class FullDiskIT {

    private static final int DISK = 220 << 20;

    private final Run run = Run.of(FullDiskIT.class);

    @TempDir
    Path folder;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = command("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", folder.toString());
        assumeTrue(mounted, "wants to mount a tmpfs as a full disk: run as root");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            await().atMost(Duration.ofSeconds(20)).until(() -> command("umount", folder.toString()));
        }
    }

    @Test
    void losesNothingAndGoesOnWhenThereIsRoom() throws Exception {
        try (var postgres = PostgresServer.in(
                        folder.resolve("data"), "max_wal_size=32MB", "min_wal_size=32MB", "shared_buffers=16MB");
                var history = run.history("full")) {
            var database = postgres.newDatabase("hector");
            fill(postgres, database, history);

            var judgement = Judgement.of(history.read(), new LogTable(database).events())
                    .andReplay(Replay.violations(database, postgres.newDatabase("replay")));
            run.say(judgement.summary());
            judgement.assertKept();
        }
    }

    private void fill(PostgresServer postgres, SessionStoreConfig database, HistoryLog history) throws Exception {
        var goesOn = new AtomicBoolean(true);
        var config = Configurations.over(database);
        try (var servers = LocalServers.start(Variant.AS_IT_IS, List.of(config));
                var traffic = new Traffic(history, servers::servers, run.seed(), Mix.LARGE_MESSAGES)) {
            traffic.begin(4, 4, goesOn::get);
            for (int round = 0; round < run.size(1, 5); round++) {
                TimeUnit.MILLISECONDS.sleep(500);
                runFull(postgres, database, history);
            }
            TimeUnit.MILLISECONDS.sleep(500);
            goesOn.set(false);
            traffic.end();
            Quiet.await(database);
        }
    }

    /** Fills what is left of the disk, waits until somebody is told, and makes room. */
    private void runFull(PostgresServer postgres, SessionStoreConfig database, HistoryLog history) throws Exception {
        var ballast = folder.resolve("ballast");
        history.fault(Damage.DATABASE_DOWN, "disk");
        occupyEverything(ballast);
        var told = refusals(history);
        await().atMost(Duration.ofSeconds(60)).until(() -> refusals(history) > told || !postgres.runs());
        TimeUnit.MILLISECONDS.sleep(1000);
        Files.delete(ballast);
        if (!postgres.runs()) {
            run.say("PostgreSQL gave up on the full disk and is started again");
            postgres.startAgain();
        }
        await().atMost(Duration.ofSeconds(60)).until(postgres::answers);
        history.fault(Damage.DATABASE_UP, "disk");
        assertThat(new LogTable(database).head()).isPositive();
    }

    private static long refusals(HistoryLog history) {
        return history.read().attempts().stream()
                .filter(attempt -> "store_unavailable".equals(attempt.code()))
                .count();
    }

    private static void occupyEverything(Path ballast) throws IOException {
        var block = new byte[64 << 10];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.size(ballast) == 0) {
                throw full;
            }
        }
    }

    private static boolean command(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
