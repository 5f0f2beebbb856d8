package dev.hector.store.micrometer;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.hector.store.StoreWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Meters of appends and of connection pools. */
final class StoreMeters implements StoreWatch {

    private record Appends(DistributionSummary sessions, DistributionSummary events, Timer commit, Counter conflicts) {}

    private final MeterRegistry meters;
    private final Map<String, Appends> appends = new ConcurrentHashMap<>();

    StoreMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void committed(Commit commit) {
        var of = appends.computeIfAbsent(commit.store(), this::appendsTo);
        if (commit.sessions() > 0) {
            of.sessions.record(commit.sessions());
            of.events.record(commit.events());
            of.commit.record(commit.took());
        }
        of.conflicts.increment(commit.conflicts());
    }

    private Appends appendsTo(String store) {
        return new Appends(
                DistributionSummary.builder("hector.append.sessions")
                        .description("Sessions whose events shared a commit")
                        .tag("store", store)
                        .register(meters),
                DistributionSummary.builder("hector.append.events")
                        .description("Events in a commit")
                        .tag("store", store)
                        .register(meters),
                Timer.builder("hector.append.commit")
                        .description("Time of a commit and all before it in the database")
                        .tag("store", store)
                        .register(meters),
                Counter.builder("hector.append.conflicts")
                        .description("Appends that expected another version of their session")
                        .tag("store", store)
                        .register(meters));
    }

    @Override
    public void pooled(HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    }
}
