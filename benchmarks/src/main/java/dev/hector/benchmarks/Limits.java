package dev.hector.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What a benchmark is compared with, each under a name for its ratios. */
final class Limits implements AutoCloseable {

    private record Limit(String name, BiFunction<Integer, Duration, Measurement> load) {}

    private final List<Limit> limits = new ArrayList<>();
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<Runnable> clears = new ArrayList<>();

    private Limits() {}

    static Limits none() {
        return new Limits();
    }

    static Limits ofAppends(Store store) {
        var limits = none();
        var jdbc = limits.jdbc(store);
        if (store instanceof PostgresServer server) {
            limits.limits.add(new Limit("pgbench", limits.pgbench(server)::insert));
        }
        limits.limits.add(new Limit("jdbc", jdbc::insert));
        limits.limits.add(new Limit("jdbc_batch", jdbc::batch));
        return limits;
    }

    static Limits ofTurns(Store store) {
        var limits = none();
        limits.limits.add(
                store instanceof PostgresServer server
                        ? new Limit("pgbench", limits.pgbench(server)::turn)
                        : new Limit("jdbc", limits.jdbc(store)::turn));
        return limits;
    }

    private PgbenchLimit pgbench(PostgresServer server) {
        var limit = new PgbenchLimit(server);
        clears.add(limit::clear);
        return limit;
    }

    private JdbcLimit jdbc(Store store) {
        var limit = new JdbcLimit(store);
        clears.add(limit::clear);
        resources.add(limit);
        return limit;
    }

    /** Measures in turns with the limits; the first is what is asked for, with its ratios to the limits after it. */
    List<Measurement> compare(int clients, LoadOptions load, Supplier<Measurement> own) {
        clears.forEach(Runnable::run);
        var all = new ArrayList<>(List.of(own));
        limits.forEach(limit -> all.add(() -> limit.load().apply(clients, load.part())));
        var found = Rounds.alternate(load.rounds(), all);
        for (var i = 0; i < limits.size(); i++) {
            found.getFirst().comparedWith(found.get(i + 1), limits.get(i).name());
        }
        return found;
    }

    @Override
    public void close() {
        try {
            for (var resource : resources) {
                resource.close();
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
