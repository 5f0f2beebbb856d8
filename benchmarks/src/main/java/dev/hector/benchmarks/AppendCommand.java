package dev.hector.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Appends of one event through the command side, against inserts of rows that nothing is checked of. */
@Command(name = "append", description = "Appends through the command side, against pgbench's and JDBC's inserts.")
final class AppendCommand implements Callable<Integer> {

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private StoreOption product = new StoreOption();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        try (var store = product.start();
                var commands = CommandSide.on(store.newDatabase(load.maxConns()));
                var limits = load.withLimit() ? Limits.ofAppends(store) : Limits.none()) {
            Progress.say("append: warming up");
            var sessions = commands.newSessions(load.mostClients());
            var meter = Meter.ofThisProcess(store, commands.database());
            WarmUp.run(
                    load.warmUp(),
                    time -> meter.measure(
                            "warm-up",
                            () -> Load.run(
                                    32, time, client -> commands.appends(sessions.get(client % sessions.size())))));
            for (var clients : load.clients()) {
                Progress.say("append: " + clients + " clients");
                limits.compare(
                                clients,
                                load,
                                () -> meter.measure(
                                        "append",
                                        () -> Load.run(
                                                clients,
                                                load.part(),
                                                client -> commands.appends(sessions.get(client)))))
                        .forEach(results::add);
            }
        }
        return 0;
    }
}
