package dev.hector.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Appends of one event through the command side, against pgbench's insert of one row. */
@Command(name = "append", description = "Appends through the command side.", mixinStandardHelpOptions = true)
final class AppendCommand implements Callable<Integer> {

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Override
    public Integer call() {
        try (var server = PostgresServer.start();
                var commands = CommandSide.on(server.newDatabase(load.maxConns()))) {
            var sessions = commands.newSessions(load.mostClients());
            Load.run(32, load.warmUp(), client -> commands.appends(sessions.get(client % sessions.size())));
            var limit = new Limit(server);
            var meter = new Meter(server, commands.database(), Meter.thisProcess());
            for (var clients : load.clients()) {
                var own = meter.measure(
                        "append",
                        () -> Load.run(clients, load.time(), client -> commands.appends(sessions.get(client))));
                System.out.println(own.line());
                if (load.withLimit()) {
                    var raw = limit.insert(clients, load.time());
                    System.out.println(raw.line());
                    System.out.printf(
                            "  %.2f times the inserts a second, %.2f times the mean time%n",
                            own.figure("per_s") / raw.figure("per_s"), own.figure("mean_ms") / raw.figure("mean_ms"));
                }
            }
        }
        return 0;
    }
}
