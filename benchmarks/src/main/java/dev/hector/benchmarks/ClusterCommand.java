package dev.hector.benchmarks;

import dev.hector.benchmarks.Served.Via;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it costs to have each service in a process of its own: two of each against everything in one. */
@Command(name = "cluster", description = "Turns over HTTP: two instances of each service against one process.")
final class ClusterCommand implements Callable<Integer> {

    @Option(names = "--without-kafka", description = "Projectors follow the log by themselves.")
    private boolean withoutKafka;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        try (var store = Store.start(Driver.POSTGRES);
                var one = Served.start(Via.HTTP, store, store.newDatabase(load.maxConns()))) {
            var database = store.newDatabase(load.maxConns());
            try (var kafka = withoutKafka ? null : KafkaBroker.start();
                    var services = ServiceProcesses.start(database, kafka == null ? null : kafka.address())) {
                var gateways =
                        services.gatewayPorts().stream().map(HttpCallers::new).toList();
                var meter = Meter.ofServices(store, database.database(), services.trees());
                compare(one, gateways, meter);
            }
        }
        return 0;
    }

    private void compare(Served one, List<HttpCallers> gateways, Meter meter) {
        var ofOne = one.callers().newSessions(load.mostClients());
        var ofServices = gateways.getFirst().newSessions(load.mostClients());
        IntFunction<Callable<?>> here = client -> one.callers().turns(ofOne.get(client % ofOne.size()));
        IntFunction<Callable<?>> there =
                client -> gateways.get(client % gateways.size()).turns(ofServices.get(client % ofServices.size()));
        Progress.say("warming up");
        WarmUp.run(load.warmUp(), time -> measure(one.meter(), "warm-up", 32, time, here));
        WarmUp.run(load.warmUp(), time -> measure(meter, "warm-up", 32, time, there));
        for (var clients : load.clients()) {
            Progress.say(clients + " clients");
            var found = Rounds.alternate(
                    load.rounds(),
                    () -> measure(one.meter(), "one process", clients, load.part(), here),
                    () -> measure(meter, "two of each", clients, load.part(), there));
            var rate = found.getFirst().figure("per_s");
            found.getLast().with("per_s_to_one_process", found.getLast().figure("per_s") / rate);
            found.forEach(results::add);
        }
    }

    private static Measurement measure(
            Meter meter, String name, int clients, Duration time, IntFunction<Callable<?>> turns) {
        return meter.measure(name, () -> Load.run(clients, time, turns));
    }
}
