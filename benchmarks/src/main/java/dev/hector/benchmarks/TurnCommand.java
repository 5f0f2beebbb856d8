package dev.hector.benchmarks;

import dev.hector.benchmarks.Served.Via;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whole turns, against the two commits that a turn makes at least. */
@Command(name = "turn", description = "Whole turns, against pgbench's turn in two commits.")
final class TurnCommand implements Callable<Integer> {

    @Option(
            names = "--via",
            split = ",",
            description = "How the server is called: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). Over HTTP and gRPC it"
                    + " is a process of its own.",
            defaultValue = "embedded")
    private List<Via> vias = List.of();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private StoreOption product = new StoreOption();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        try (var store = product.start();
                var limits = load.withLimit() ? Limits.ofTurns(store) : Limits.none()) {
            for (var via : vias) {
                try (var served = Served.start(via, store, store.newDatabase(load.maxConns()))) {
                    measure(served, limits);
                }
            }
        }
        return 0;
    }

    private void measure(Served served, Limits limits) {
        Progress.say(served.benchmark() + ": warming up");
        var callers = served.callers();
        var sessions = callers.newSessions(load.mostClients());
        WarmUp.run(
                load.warmUp(),
                time -> served.meter()
                        .measure(
                                "warm-up",
                                () -> Load.run(
                                        32, time, client -> callers.turns(sessions.get(client % sessions.size())))));
        for (var clients : load.clients()) {
            Progress.say(served.benchmark() + ": " + clients + " clients");
            limits.compare(
                            clients,
                            load,
                            () -> served.meter()
                                    .measure(
                                            served.benchmark(),
                                            () -> Load.run(
                                                    clients,
                                                    load.part(),
                                                    client -> callers.turns(sessions.get(client)))))
                    .forEach(results::add);
        }
    }
}
