package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.gateway.server.ListenOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Instances of all services in this JVM, each with its own ports, as if they were processes. */
final class RunningServices implements AutoCloseable {

    private final HectorConfig config;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, ServiceInstance> instances = new LinkedHashMap<>();

    RunningServices(SessionStoreConfig database, String kafka, String modelUrl) throws IOException {
        for (var name : List.of("command-1", "command-2", "query-1", "projector-1", "gateway-1", "gateway-2")) {
            ports.put(name, freePort());
        }
        config = HectorConfigReader.read("cluster.yaml", yaml(database, kafka, modelUrl), Map.of());
        ports.keySet().forEach(this::start);
    }

    void start(String name) {
        var kind = ServiceKind.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
        var options = new InstanceOptions(port(name), "127.0.0.1", new ListenOptions("127.0.0.1", 0, 0));
        instances.put(name, ServiceInstance.start(kind, config, options));
    }

    void stop(String name) {
        Objects.requireNonNull(instances.remove(name), name).close();
    }

    URI url(String name) {
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(instances.get(name), name).httpPort());
    }

    private int port(String name) {
        return Objects.requireNonNull(ports.get(name), name);
    }

    private String addresses(String kind) {
        return ports.entrySet().stream()
                .filter(port -> port.getKey().startsWith(kind))
                .map(port -> "\"127.0.0.1:" + port.getValue() + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String yaml(SessionStoreConfig database, String kafka, String modelUrl) {
        return """
            services: {command: %s, query: %s, projector: %s}
            kafka: {bootstrap_servers: ["%s"], partitions: 3}
            session_stores:
              db:
                sql: {driver: postgres, host: %s, port: %d, database: %s, username: %s, password: "%s", max_conns: 8}
            llms:
              spoken: {type: openai, model: spoken, api_key: none, host: %s}
            agents:
              assistant: {session_store: db}
              speaker: {session_store: db, llm: spoken}
              support: {session_store: db, memory: {longterm: {storage_scope: conversational}}}
            """.formatted(
                        addresses("command"),
                        addresses("query"),
                        addresses("projector"),
                        kafka,
                        database.host(),
                        database.port(),
                        database.database(),
                        database.username(),
                        Objects.requireNonNullElse(database.password(), ""),
                        modelUrl);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        new ArrayList<>(instances.keySet()).reversed().forEach(this::stop);
    }
}
