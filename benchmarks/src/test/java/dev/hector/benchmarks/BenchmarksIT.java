package dev.hector.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The program runs and finds something; how much is no matter of a test. */
class BenchmarksIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    @EnabledIf(
            value = "dev.hector.benchmarks.Pgbench#isInstalled",
            disabledReason = "wants pgbench: the package postgresql-contrib")
    void measuresAppendsAndTheirLimits() {
        var found = run("append --clients 2 --seconds 1 --rounds 1 --warm-up 1");

        assertThat(found)
                .extracting(Measurement::benchmark)
                .containsExactly(
                        "append", "pgbench insert of one row", "jdbc insert of one row", "jdbc insert of 64 rows");
        assertPositive(found.getFirst(), "per_s", "p50_ms", "cpu_service_ms", "cpu_db_ms", "wal_bytes");
        assertPositive(found.getFirst(), "per_s_to_pgbench", "per_s_to_jdbc", "per_s_to_jdbc_batch");
    }

    @Test
    void measuresTurnsOfAnotherProcess() {
        var found = run("turn --via http --clients 1 --seconds 1 --rounds 1 --warm-up 1 --without-limit");

        assertThat(found).extracting(Measurement::benchmark).containsExactly("turn over HTTP");
        assertPositive(found.getFirst(), "per_s", "cpu_service_ms", "cpu_client_ms", "cpu_db_ms", "table_bytes");
    }

    @Test
    void measuresTwoServersOnOneDatabase() {
        var found = run("serve-pair --clients 2 --seconds 1 --rounds 1 --warm-up 1");

        assertThat(found).extracting(Measurement::benchmark).containsExactly("one server", "two servers");
        assertPositive(found.getLast(), "per_s", "per_s_to_one_process", "cpu_service_ms", "cpu_db_ms");
    }

    @Test
    void measuresSqlite() {
        var found = run("turn --store sqlite --clients 1 --seconds 1 --rounds 1 --warm-up 1");

        assertThat(found)
                .extracting(Measurement::benchmark)
                .containsExactly("turn in-process", "jdbc turn in two commits");
        assertPositive(found.getFirst(), "per_s", "cpu_service_ms", "written_bytes", "per_s_to_jdbc");
    }

    @Test
    void saysWhatWentWrong() {
        assertThat(Benchmarks.execute("turn", "--clients", "none")).isEqualTo(2);
    }

    private List<Measurement> run(String line) {
        var file = folder.resolve("out.jsonl");
        var exit = Benchmarks.execute((line + " --out " + file).split(" ", -1));
        assertThat(exit).isZero();
        return ResultLine.read(file).stream()
                .map(ResultLine::measurement)
                .filter(Objects::nonNull)
                .toList();
    }

    private static void assertPositive(Measurement measurement, String... figures) {
        assertThat(figures)
                .allSatisfy(figure -> assertThat(measurement.figure(figure)).isPositive());
    }
}
