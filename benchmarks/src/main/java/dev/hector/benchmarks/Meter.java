package dev.hector.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** CPU of a service and of its database, and the database's WAL and tables, before and after a load. */
final class Meter {

    private final PostgresServer server;
    private final String database;
    private final Supplier<Duration> service;

    /** @param service the CPU time used so far by what is measured beside the database */
    Meter(PostgresServer server, String database, Supplier<Duration> service) {
        this.server = server;
        this.database = database;
        this.service = service;
    }

    static Supplier<Duration> thisProcess() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return () -> Duration.ofNanos(system.getProcessCpuTime());
    }

    /** Figures per operation, with the load's own. */
    Measurement measure(String benchmark, Supplier<Load.Result> load) {
        var tree = server.processes();
        var serviceBefore = service.get();
        var databaseBefore = tree.cpu();
        var walBefore = server.walBytes();
        var tablesBefore = server.tableBytes(database);
        var result = load.get();
        var count = (double) result.operations();
        return Measurement.of(benchmark, result.clients())
                .with("per_s", result.perSecond())
                .with("p50_ms", result.percentile(50))
                .with("p99_ms", result.percentile(99))
                .with("mean_ms", result.mean())
                .with("cpu_service_ms", millis(service.get().minus(serviceBefore)) / count)
                .with("cpu_db_ms", millis(tree.cpu().minus(databaseBefore)) / count)
                .with("wal_bytes", (server.walBytes() - walBefore) / count)
                .with("table_bytes", (server.tableBytes(database) - tablesBefore) / count)
                .with("operations", count);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
