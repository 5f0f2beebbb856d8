package dev.hector.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is counted, against what another counter says of the same work. */
class MeterIT {

    private static final String WORK = "SELECT sum(sqrt(n)) FROM generate_series(1, 4000000) n";

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void connectionsThatEndedAreCounted() throws SQLException {
        var database = server.newDatabase(1).database();
        var before = server.cpu();

        var worked = workOn(database);
        server.awaitEndOfConnectionsTo(database);

        var counted = server.cpu().minus(before);
        assertThat(worked).isGreaterThan(Duration.ofMillis(100));
        assertThat(counted).isBetween(worked, worked.plus(worked.dividedBy(2)).plusMillis(300));
    }

    /** What the process that did the work had used itself, read before it ended. */
    private static Duration workOn(String database) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
                rows.next();
                var pid = rows.getString(1);
                statement.execute(WORK);
                return Duration.ofMillis((long)
                        ProcessTree.millis(ProcessStat.read(pid).orElseThrow().ownTicks()));
            }
        }
    }

    @Test
    void endedChildrenOfAProcessAreCountedAsTheirShellCountsThem() throws IOException, InterruptedException {
        var script =
                "for n in 1 2 3; do sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; done; echo done; read x";
        var shell = new ProcessBuilder("sh", "-c", script).start();
        var done = shell.inputReader().readLine();

        var counted = ProcessTree.of(shell.pid()).cpu();
        var stat = ProcessStat.read(Long.toString(shell.pid())).orElseThrow();
        shell.destroy();
        shell.waitFor();

        assertThat(done).isEqualTo("done");
        assertThat(stat.ticksOfEndedChildren()).isGreaterThan(stat.ownTicks()).isPositive();
        assertThat((double) counted.toMillis()).isCloseTo(ProcessTree.millis(stat.ticks()), within(20.0));
    }

    @Test
    void wholePagesInTheLogAreToldApart() {
        var database = server.newDatabase(1).database();
        server.execute(database, "CREATE TABLE pages AS SELECT n, repeat('x', 500) t FROM generate_series(1, 1000) n");
        server.execute(database, "CHECKPOINT");
        var watch = server.watch(database);

        server.execute(database, "UPDATE pages SET t = 'y'");

        var used = watch.used();
        assertThat(used.get("wal_image_bytes")).isBetween(500_000.0, Objects.requireNonNull(used.get("wal_bytes")));
    }

    @Test
    void aServerWithoutFsyncIsRefused() {
        assertThat(server.text("postgres", "SHOW fsync")).isEqualTo("on");
        assertThat(PostgresServer.isOn("off")).isFalse();
    }
}
