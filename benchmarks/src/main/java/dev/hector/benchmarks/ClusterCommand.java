package dev.hector.benchmarks;

import dev.hector.benchmarks.Served.Via;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.util.List;
import java.util.concurrent.Callable;
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
        var alone = new Contender(
                "one process", one.meter(), client -> one.callers().turns(ofOne.get(client % ofOne.size())));
        new Contender(
                        "two of each",
                        meter,
                        client -> gateways.get(client % gateways.size())
                                .turns(ofServices.get(client % ofServices.size())))
                .against(alone, load, results);
    }
}
