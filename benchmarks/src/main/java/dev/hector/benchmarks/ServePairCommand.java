package dev.hector.benchmarks;

import dev.hector.benchmarks.Served.Via;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a second whole server on the same database costs or gains, when a round robin stands before both. */
@Command(
        name = "serve-pair",
        description = "Turns over HTTP: two servers on one PostgreSQL behind a round robin, against one.")
final class ServePairCommand implements Callable<Integer> {

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        try (var store = Store.start(Driver.POSTGRES);
                var one = Served.start(Via.HTTP, store, store.newDatabase(load.maxConns()))) {
            var database = store.newDatabase(load.maxConns());
            try (var first = ServerProcess.start(database);
                    var second = ServerProcess.start(database)) {
                var meter = Meter.ofServices(
                        store, database.database(), Map.of("servers", List.of(first.tree(), second.tree())));
                pair(meter, first, second).against(alone(one), load, results);
            }
        }
        return 0;
    }

    private Contender alone(Served one) {
        var sessions = one.callers().newSessions(load.mostClients());
        return new Contender(
                "one server", one.meter(), client -> one.callers().turns(sessions.get(client % sessions.size())));
    }

    private Contender pair(Meter meter, ServerProcess first, ServerProcess second) {
        var callers = Stream.of(first, second)
                .map(server -> new HttpCallers(server.httpPort()))
                .toList();
        var sessions = callers.getFirst().newSessions(load.mostClients());
        return new Contender(
                "two servers", meter, client -> roundRobin(callers, sessions.get(client % sessions.size())));
    }

    /** Each turn of a session goes to the other server than the one before. */
    private static Callable<?> roundRobin(List<HttpCallers> servers, String session) {
        var turns = servers.stream().map(server -> server.turns(session)).toList();
        var next = new AtomicInteger();
        return () -> turns.get(next.getAndIncrement() % turns.size()).call();
    }
}
