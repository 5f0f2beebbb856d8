package dev.hector.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** RESULTS.md and its plots, from the lines of one run. */
final class Report {

    private static final String INTRODUCTION = """
        # Results

        Measured by `benchmarks/run all`; a figure with a ratio was measured in alternating short rounds with what it is
        compared with, and is the median of the rounds. *x of pgbench* is the rate as a share of the rate of inserts of
        the same rows on the same tables by PostgreSQL's own load generator, *x of JDBC* by prepared inserts without
        any check, *x of batches* by 64 rows a commit. CPU, WAL and table bytes are for each operation; *images* is the
        part of the WAL that is whole pages after a checkpoint, *written* what a process with SQLite in it wrote to
        disk. Times are milliseconds unless they say otherwise.

        """;

    private static final List<ReportTable> TABLES = List.of(
            ReportTable.of(
                    "Appends",
                    "One message through the command side, in the clients' process.",
                    named("append", "pgbench insert", "jdbc insert"),
                    "a second",
                    "per_s",
                    "p50",
                    "p50_ms",
                    "p99",
                    "p99_ms",
                    "x of pgbench",
                    "per_s_to_pgbench",
                    "x of JDBC",
                    "per_s_to_jdbc",
                    "x of batches",
                    "per_s_to_jdbc_batch",
                    "CPU service",
                    "cpu_service_ms",
                    "CPU database",
                    "cpu_db_ms",
                    "WAL",
                    "wal_bytes",
                    "images",
                    "wal_image_bytes",
                    "tables",
                    "table_bytes",
                    "written",
                    "written_bytes"),
            ReportTable.of(
                    "Turns",
                    "A message, the demo model's answer and both commits. Over HTTP and gRPC the server is a process of"
                            + " its own; in-process, the service's CPU time contains the clients'.",
                    named("turn", "pgbench turn", "jdbc turn"),
                    "a second",
                    "per_s",
                    "p50",
                    "p50_ms",
                    "p99",
                    "p99_ms",
                    "x of pgbench",
                    "per_s_to_pgbench",
                    "x of JDBC",
                    "per_s_to_jdbc",
                    "CPU service",
                    "cpu_service_ms",
                    "CPU database",
                    "cpu_db_ms",
                    "CPU clients",
                    "cpu_client_ms",
                    "WAL",
                    "wal_bytes",
                    "images",
                    "wal_image_bytes",
                    "tables",
                    "table_bytes",
                    "written",
                    "written_bytes"),
            ReportTable.of(
                    "Many instances",
                    "Turns over HTTP on the same machine and the same PostgreSQL: one process, and two instances of"
                            + " each service behind two gateways. CPU is of each service's two instances together.",
                    named("one process", "two of each"),
                    "a second",
                    "per_s",
                    "p50",
                    "p50_ms",
                    "p99",
                    "p99_ms",
                    "x of one process",
                    "per_s_to_one_process",
                    "CPU services",
                    "cpu_service_ms",
                    "gateway",
                    "cpu_gateway_ms",
                    "command",
                    "cpu_command_ms",
                    "query",
                    "cpu_query_ms",
                    "projector",
                    "cpu_projector_ms",
                    "CPU database",
                    "cpu_db_ms",
                    "CPU clients",
                    "cpu_client_ms"),
            ReportTable.of(
                    "Two servers",
                    "Turns over HTTP on the same machine and the same PostgreSQL: one `hector serve`, and two on one"
                        + " database, where each turn of a session goes to the other one than the turn before. CPU is"
                        + " of both together.",
                    named("one server", "two servers"),
                    "a second",
                    "per_s",
                    "p50",
                    "p50_ms",
                    "p99",
                    "p99_ms",
                    "x of one server",
                    "per_s_to_one_process",
                    "CPU servers",
                    "cpu_service_ms",
                    "CPU database",
                    "cpu_db_ms",
                    "WAL",
                    "wal_bytes",
                    "CPU clients",
                    "cpu_client_ms"),
            ReportTable.of(
                    "Growth",
                    "A turn in a session of so many messages, one client. Up to the memory's budget a longer session"
                            + " gives the model more to read. ![CPU and time of a turn](growth.svg)",
                    named("growth"),
                    "p50",
                    "p50_ms",
                    "x of smallest",
                    "p50_to_smallest",
                    "CPU service",
                    "cpu_service_ms",
                    "CPU database",
                    "cpu_db_ms",
                    "CPU x of smallest",
                    "cpu_to_smallest",
                    "WAL",
                    "wal_bytes",
                    "tables",
                    "table_bytes",
                    "written",
                    "written_bytes"),
            ReportTable.of(
                    "Reading back",
                    "Sessions of 1,000 events, against a JDBC read of the same rows.",
                    named("replay", "jdbc read"),
                    "p50",
                    "p50_ms",
                    "x of JDBC",
                    "p50_to_jdbc",
                    "CPU service",
                    "cpu_service_ms",
                    "CPU database",
                    "cpu_db_ms"),
            ReportTable.of(
                    "Rebuilding projections",
                    "All at once from an empty table, against one update for each event in batches of 500.",
                    named("rebuild", "jdbc update"),
                    "events a second",
                    "per_s",
                    "x of JDBC",
                    "per_s_to_jdbc",
                    "seconds",
                    "seconds"),
            ReportTable.of(
                    "Lists",
                    "Pages of 50 over gRPC in this process, against a JDBC read of the same rows.",
                    named("list", "jdbc list"),
                    "p50",
                    "p50_ms",
                    "p99",
                    "p99_ms",
                    "x of JDBC",
                    "p50_to_jdbc",
                    "CPU service",
                    "cpu_service_ms",
                    "CPU database",
                    "cpu_db_ms"),
            ReportTable.of(
                    "Cold start",
                    "`hector call` as a process, from nothing to the answer, against `java -version`.",
                    named("hector call", "a JVM"),
                    "wall",
                    "wall_ms",
                    "x of JVM",
                    "wall_to_jvm",
                    "CPU",
                    "cpu_service_ms",
                    "CPU x of JVM",
                    "cpu_to_jvm"),
            ReportTable.of(
                    "Idle streams",
                    "Tails of audit logs on which nothing happens, after a garbage collection. Cores are CPU seconds"
                            + " in a second.",
                    named("idle streams"),
                    "bytes a stream",
                    "bytes_per_stream",
                    "heap bytes a stream",
                    "heap_bytes_per_stream",
                    "resident before",
                    "resident_before",
                    "after",
                    "resident_after",
                    "threads before",
                    "threads_before",
                    "after ",
                    "threads_after",
                    "cores service",
                    "cores_service",
                    "cores database",
                    "cores_db",
                    "opened again",
                    "reopened",
                    "seconds to open",
                    "seconds_to_open"),
            ReportTable.of(
                    "Recall",
                    "One client asks for what long-term memory holds of a user, over HTTP of a server on SQLite. The"
                        + " memories' vectors are random; the questions' are the model's: *embedding known* asks them"
                        + " again, so that the difference is the embedding. The limits are the search alone, over the"
                        + " same texts in the client's process, and reading the state of a session over HTTP.",
                    named("recall"),
                    "p50",
                    "p50_ms",
                    "p99",
                    "p99_ms",
                    "x of search",
                    "p50_to_search",
                    "less search and GET",
                    "p50_beside_ms",
                    "CPU service",
                    "cpu_service_ms"),
            ReportTable.of(
                    "Pure parts",
                    "By JMH, one thread.",
                    named("pure"),
                    "ns an operation",
                    "ns_per_op",
                    "bytes allocated",
                    "bytes_per_op"));

    private Report() {}

    /** Reads the files of a run from one folder and writes the report to another. */
    static void write(Path results, Path to) throws IOException {
        var lines = read(results);
        var measurements = measurements(lines);
        Files.createDirectories(to);
        Files.writeString(to.resolve("RESULTS.md"), render(lines));
        Plots.growth(measurements, to.resolve("growth.svg"));
        Plots.rates(measurements, to.resolve("rates.svg"));
        Progress.say("wrote " + to.resolve("RESULTS.md"));
    }

    private static List<ResultLine> read(Path results) throws IOException {
        try (var files = Files.list(results)) {
            return files.filter(ResultLine::isFile)
                    .sorted()
                    .flatMap(file -> ResultLine.read(file).stream())
                    .toList();
        }
    }

    static String render(List<ResultLine> lines) {
        var measurements = measurements(lines);
        var rates = "![Rates by number of clients](rates.svg)\n\n";
        return INTRODUCTION
                + failures(lines)
                + machines(lines)
                + rates
                + TABLES.stream().map(table -> table.render(measurements)).collect(Collectors.joining())
                + commands(lines);
    }

    private static String commands(List<ResultLine> lines) {
        return lines.stream()
                .map(ResultLine::command)
                .filter(Objects::nonNull)
                .map(command -> "benchmarks/run " + command + "\n")
                .collect(Collectors.joining("", "## Commands\n\n```bash\n", "```\n"));
    }

    private static List<Measurement> measurements(List<ResultLine> lines) {
        return lines.stream()
                .map(ResultLine::measurement)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String machines(List<ResultLine> lines) {
        return lines.stream()
                .map(ResultLine::machine)
                .filter(Objects::nonNull)
                .map(machine -> "Machine: " + machine + ".\n\n")
                .collect(Collectors.joining());
    }

    private static String failures(List<ResultLine> lines) {
        return lines.stream()
                .map(ResultLine::failure)
                .filter(Objects::nonNull)
                .map(failure -> "**" + failure.benchmark() + ": " + failure.reason() + ".**\n\n")
                .collect(Collectors.joining());
    }

    private static Predicate<Measurement> named(String... beginnings) {
        return measurement -> List.of(beginnings).stream().anyMatch(measurement.benchmark()::startsWith);
    }
}
