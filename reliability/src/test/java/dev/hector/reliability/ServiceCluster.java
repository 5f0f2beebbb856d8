package dev.hector.reliability;

import static org.awaitility.Awaitility.await;

import dev.hector.cluster.ServiceKind;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.reliability.Entry.Damage;
import dev.hector.stream.TestKafka;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Two instances of every service and a broker, in processes of their own, hurt in turn. */
final class ServiceCluster implements AutoCloseable {

    static final String BROKER = "broker";

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration READY = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, ServiceProcess> instances = new LinkedHashMap<>();
    private final Map<String, ManagedChannel> channels = new LinkedHashMap<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final HistoryLog history;
    private final TestKafka kafka;
    private final Path config;

    ServiceCluster(SessionStoreConfig database, Providers providers, Path folder, HistoryLog history) throws Exception {
        JavaCommand.prepare();
        this.history = history;
        this.kafka = TestKafka.start(Files.createDirectory(folder.resolve(BROKER)));
        for (var kind : ServiceKind.values()) {
            for (var number = 1; number <= 2; number++) {
                var name = kind.wireName() + "-" + number;
                instances.put(name, new ServiceProcess(kind, name, folder));
            }
        }
        this.config = Files.writeString(folder.resolve("cluster.yaml"), yaml(database, providers));
        for (var instance : instances.values()) {
            instance.launch(config);
        }
        gateways()
                .forEach(gateway -> channels.put(
                        gateway.name(),
                        ManagedChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort())
                                .usePlaintext()
                                .build()));
        instances.values().forEach(this::awaitReady);
    }

    private String yaml(SessionStoreConfig database, Providers providers) {
        return Configurations.servicesYaml(
                database,
                addresses(ServiceKind.COMMAND),
                addresses(ServiceKind.QUERY),
                addresses(ServiceKind.PROJECTOR),
                kafka.address(),
                providers.url());
    }

    private String addresses(ServiceKind kind) {
        return instances.values().stream()
                .filter(instance -> instance.kind() == kind)
                .map(instance -> "\"" + instance.internalAddress() + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private List<ServiceProcess> gateways() {
        return instances.values().stream()
                .filter(instance -> instance.kind() == ServiceKind.GATEWAY)
                .toList();
    }

    List<URI> urls() {
        return gateways().stream().map(ServiceProcess::url).toList();
    }

    /** Both gateways, over REST and gRPC. */
    List<Server> servers() {
        return gateways().stream()
                .map(gateway -> new Server(
                        gateway.life(),
                        List.of(
                                new RestClient(http, gateway.url(), PATIENCE),
                                new GrpcClient(Objects.requireNonNull(channels.get(gateway.name())), PATIENCE))))
                .toList();
    }

    /** What can be hurt. */
    List<String> targets() {
        var targets = new ArrayList<>(instances.keySet());
        targets.add(BROKER);
        return targets;
    }

    /** Kills it, leaves it dead for a moment, and has it started again. */
    void kill(String target, Random random) throws Exception {
        done.merge(target + " killed", 1, Integer::sum);
        if (target.equals(BROKER)) {
            kafka.kill();
            TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(5_000));
            kafka.restart();
            return;
        }
        var instance = Objects.requireNonNull(instances.get(target));
        history.fault(Damage.KILLED, instance.life());
        instance.kill();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
        instance.launch(config);
        awaitReady(instance);
    }

    /** Stops it for so long that others take its place, and lets it go on as if nothing had happened. */
    void freeze(String target, Random random) throws Exception {
        done.merge(target + " frozen", 1, Integer::sum);
        var process = target.equals(BROKER)
                ? kafka.process()
                : Objects.requireNonNull(instances.get(target)).handle();
        Signals.STOP.send(process);
        TimeUnit.MILLISECONDS.sleep(3_000 + random.nextInt(15_000));
        Signals.CONT.send(process);
    }

    /** Asks it to end, as an operator does, and starts it again. */
    void restart(String target) throws Exception {
        done.merge(target + " restarted", 1, Integer::sum);
        var instance = Objects.requireNonNull(instances.get(target));
        instance.stop();
        instance.launch(config);
        awaitReady(instance);
    }

    /** How often what was done. */
    Map<String, Integer> done() {
        return done;
    }

    private void awaitReady(ServiceProcess instance) {
        await().atMost(READY).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!instance.runs()) {
                throw new IllegalStateException(instance.name() + " ended by itself");
            }
            return isReady(instance.url());
        });
    }

    private boolean isReady(URI url) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(url.resolve("/health/ready"))
                    .timeout(PATIENCE)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        instances.values().forEach(ServiceProcess::close);
        kafka.close();
    }

    @Override
    public String toString() {
        return done.toString().toLowerCase(Locale.ROOT);
    }
}
