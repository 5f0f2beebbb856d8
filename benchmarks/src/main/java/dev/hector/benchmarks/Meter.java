package dev.hector.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a service and its database use under a load. */
final class Meter {

    private final Store store;
    private final String database;
    private final ProcessTree service;
    private final Map<String, Supplier<Duration>> processes = new LinkedHashMap<>();

    private Meter(Store store, String database, ProcessTree service) {
        this.store = store;
        this.database = database;
        this.service = service;
    }

    /** The service runs in this process, and so do its clients. */
    static Meter ofThisProcess(Store store, String database) {
        var meter = new Meter(store, database, ProcessTree.ofThisProcess());
        meter.processes.put("cpu_service_ms", Meter::ownCpu);
        return meter;
    }

    /** The service is another process, and its clients are this one. */
    static Meter ofServer(Store store, String database, ProcessTree service) {
        var meter = new Meter(store, database, service);
        meter.processes.put("cpu_service_ms", service::cpu);
        meter.processes.put("cpu_client_ms", Meter::ownCpu);
        return meter;
    }

    /** Several services, each in processes of its own, and clients in this one. */
    static Meter ofServices(Store store, String database, Map<String, List<ProcessTree>> services) {
        var meter = new Meter(store, database, ProcessTree.ofThisProcess());
        meter.processes.put(
                "cpu_service_ms",
                () -> cpu(services.values().stream().flatMap(List::stream).toList()));
        services.forEach((name, instances) -> meter.processes.put("cpu_" + name + "_ms", () -> cpu(instances)));
        meter.processes.put("cpu_client_ms", Meter::ownCpu);
        return meter;
    }

    private static Duration cpu(List<ProcessTree> processes) {
        return processes.stream().map(ProcessTree::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** What an operation takes and uses. */
    Measurement measure(String benchmark, Supplier<Load.Result> load) {
        var watch = store.watch(database);
        var before = usedByProcesses();
        var result = load.get();
        var used = usedByProcesses();
        before.forEach((name, time) -> used.computeIfPresent(name, (_, now) -> now - time));
        used.putAll(watch.used());
        var count = (double) result.operations();
        var measurement =
                result.measurement(benchmark).labelled("store", store.driver().wireName());
        used.forEach((name, amount) -> measurement.with(name, amount / count));
        return measurement.with("operations", count);
    }

    /** Without processes that this one has started. */
    private static Duration ownCpu() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    /** CPU in milliseconds, and where the database runs in the service, bytes that its process wrote. */
    private Map<String, Double> usedByProcesses() {
        var used = new LinkedHashMap<String, Double>();
        processes.forEach((name, cpu) -> used.put(name, cpu.get().toNanos() / 1e6));
        if (store.driver() == Driver.SQLITE) {
            used.put("written_bytes", (double) service.writtenBytes());
        }
        return used;
    }
}
