package dev.hector.reliability;

import dev.hector.reliability.Entry.Damage;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Servers in JVMs of their own on one database. Whoever is killed is replaced in the background. */
final class Cluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path config;
    private final Variant variant;
    private final HistoryLog history;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();

    private Cluster(Path config, Variant variant, HistoryLog history) {
        this.config = config;
        this.variant = variant;
        this.history = history;
    }

    private record Member(Server server, ServingProcess process, ManagedChannel channel) {

        void close() {
            channel.shutdownNow();
            process.close();
        }
    }

    static Cluster start(int size, Path config, Variant variant, HistoryLog history) throws Exception {
        JavaCommand.prepare();
        var cluster = new Cluster(config, variant, history);
        var starting = new ArrayList<Future<?>>();
        for (int i = 0; i < size; i++) {
            starting.add(cluster.startOne());
        }
        for (var one : starting) {
            one.get(2, TimeUnit.MINUTES);
        }
        return cluster;
    }

    private Future<?> startOne() {
        return starters.submit(() -> {
            try {
                members.add(launch("server-" + started.incrementAndGet()));
                return true;
            } catch (IOException | RuntimeException wrong) {
                failure.set(wrong);
                throw wrong;
            }
        });
    }

    private Member launch(String name) throws IOException {
        var process = ServingProcess.start(config, variant);
        var channel = ManagedChannelBuilder.forAddress("127.0.0.1", process.grpcPort())
                .usePlaintext()
                .build();
        var ways = List.of(new RestClient(http, process.url(), PATIENCE), new GrpcClient(channel, PATIENCE));
        return new Member(new Server(name, List.copyOf(ways)), process, channel);
    }

    List<Server> servers() {
        return members.stream().map(Member::server).toList();
    }

    /** How many take calls; fails when one could not be started. */
    int size() {
        var wrong = failure.get();
        if (wrong != null) {
            throw new IllegalStateException("A server could not be started", wrong);
        }
        return members.size();
    }

    /** Kills one that has been taking calls, and has another started. */
    void killOne(Random random) throws InterruptedException {
        var member = members.get(random.nextInt(members.size()));
        members.remove(member);
        history.fault(Damage.KILLED, member.server().name());
        member.process().kill();
        member.channel().shutdownNow();
        startOne();
    }

    /** Stops one for a while: it goes on as if nothing had happened. */
    void pauseOne(Random random, Duration pause) throws IOException, InterruptedException {
        var member = members.get(random.nextInt(members.size()));
        var process = member.process().process().toHandle();
        history.fault(Damage.STOPPED, member.server().name());
        Signals.STOP.send(process);
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        history.fault(Damage.CONTINUED, member.server().name());
        Signals.CONT.send(process);
    }

    /** Kills everybody; nobody is replaced any more. */
    @Override
    public void close() {
        starters.close();
        members.forEach(Member::close);
        members.clear();
    }
}
