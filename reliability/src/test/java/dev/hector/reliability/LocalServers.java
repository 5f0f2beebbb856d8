package dev.hector.reliability;

import dev.hector.configuration.HectorConfig;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Servers within this JVM, for faults that are not theirs. Each has connections, caches and threads of its own. */
final class LocalServers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Server> servers = new ArrayList<>();
    private final Deque<Runnable> closers = new ArrayDeque<>();

    private LocalServers() {}

    /** One server for each configuration. */
    static LocalServers start(Variant variant, List<HectorConfig> configs) {
        var servers = new LocalServers();
        configs.forEach(config -> servers.add(variant, config));
        return servers;
    }

    private void add(Variant variant, HectorConfig config) {
        var server = variant.serve(config);
        closers.push(server::close);
        var channel = channel(server.grpcPort());
        closers.push(channel::shutdownNow);
        var url = URI.create("http://127.0.0.1:" + server.httpPort());
        servers.add(new Server(
                "server-" + (servers.size() + 1),
                List.of(new RestClient(http, url, PATIENCE), new GrpcClient(channel, PATIENCE))));
    }

    private static ManagedChannel channel(int port) {
        return ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    List<Server> servers() {
        return servers;
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            Objects.requireNonNull(closers.pop()).run();
        }
        http.close();
    }
}
