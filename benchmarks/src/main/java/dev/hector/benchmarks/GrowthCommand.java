package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.standalone.HectorServer;
import dev.hector.store.SessionStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a turn costs in sessions of different lengths, one client at a time. */
@Command(name = "growth", description = "What a turn costs as its session grows.")
final class GrowthCommand implements Callable<Integer> {

    private static final int TURNS = 240;
    private static final int SESSIONS_TIMES_SIZE = 12_000;
    private static final Duration SETTLE_AT_MOST = Duration.ofMinutes(5);

    @Option(
            names = "--sizes",
            split = ",",
            description = "Messages in a session (${DEFAULT-VALUE}).",
            defaultValue = "10,100,1000,10000,100000")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--strategy",
            split = ",",
            description = "Working memory: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).",
            defaultValue = "SUMMARY_BUFFER,BUFFER_WINDOW")
    private List<Strategy> strategies = List.of();

    @Option(names = "--rounds", description = "How often each size is measured (${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Mixin
    private StoreOption product = new StoreOption();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        try (var store = product.start()) {
            for (var strategy : strategies) {
                measure(store, store.newDatabase(10), strategy);
            }
        }
        return 0;
    }

    private void measure(Store store, SessionStoreConfig database, Strategy strategy) {
        var config = Agents.oneIn(database, Agents.remembering(strategy));
        try (var stores = SessionStores.of(config)) {
            Progress.say("growth, " + strategy.wireName() + ": writing sessions");
            var session = stores.forAgent(Agents.NAME);
            var histories = new Histories(session.log(), Agents.remembering(strategy));
            var sessions = new LinkedHashMap<Integer, List<SessionKey>>();
            sizes.forEach(size -> sessions.put(size, histories.write(sessionsOf(size), size)));
            try (var server = HectorServer.embedded(config)) {
                var callers = GrpcCallers.within(server.channel());
                Progress.say("growth, " + strategy.wireName() + ": projections follow, every session has a turn");
                sessions.values().forEach(of -> Load.once(turns(callers, of, 1)));
                warmUp(callers);
                new Settling(session).await(SETTLE_AT_MOST);
                report(strategy, measure(Meter.ofThisProcess(store, database.database()), callers, sessions));
            }
        }
    }

    /** Enough of them that each grows by a fifth at most while it is measured. */
    private static int sessionsOf(int size) {
        return Math.clamp(SESSIONS_TIMES_SIZE / size, 1, TURNS);
    }

    private static void warmUp(Callers callers) {
        var sessions = callers.newSessions(32);
        Load.run(32, Duration.ofSeconds(10), client -> callers.turns(sessions.get(client)));
    }

    private List<Measurement> measure(Meter meter, Callers callers, Map<Integer, List<SessionKey>> sessions) {
        var sizesInTurn = new ArrayList<Supplier<Measurement>>();
        sessions.forEach((size, of) ->
                sizesInTurn.add(() -> meter.measure("growth", () -> Load.once(turns(callers, of, TURNS / of.size())))
                        .labelled("size", size)));
        Progress.say("growth: measuring");
        return Rounds.alternate(rounds, sizesInTurn);
    }

    private static List<? extends Callable<?>> turns(Callers callers, List<SessionKey> sessions, int each) {
        var turns = new ArrayList<Callable<?>>();
        for (var i = 0; i < each; i++) {
            sessions.forEach(session -> turns.add(callers.turns(session.sessionId())));
        }
        return turns;
    }

    private void report(Strategy strategy, List<Measurement> found) {
        var smallest = found.getFirst();
        for (var measurement : found) {
            results.add(measurement
                    .labelled("strategy", strategy.wireName())
                    .with("cpu_to_smallest", measurement.cpu() / smallest.cpu())
                    .with("p50_to_smallest", measurement.figure("p50_ms") / smallest.figure("p50_ms")));
        }
    }
}
