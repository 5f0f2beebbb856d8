package dev.hector.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.cluster.SpanCollector.Received;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.gateway.server.ListenOptions;
import dev.hector.store.TestPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedClusterIT {

    private static final String LOCAL = "127.0.0.1";
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";
    private static final String DELAY = "management.opentelemetry.tracing.export.schedule-delay";
    private static final String TEXT = "My dog Rex likes the secret word xylophone.";

    private final Map<ServiceKind, ServiceInstance> instances = new EnumMap<>(ServiceKind.class);
    private final HttpClient http = HttpClient.newHttpClient();
    private SpanCollector collector;

    @BeforeAll
    void start() throws Exception {
        collector = new SpanCollector();
        System.setProperty(ENDPOINT, collector.endpoint());
        System.setProperty(DELAY, "200ms");
        var ports = freePorts(3);
        var config = config(ports);
        start(ServiceKind.COMMAND, config, ports.get(0));
        start(ServiceKind.QUERY, config, ports.get(1));
        start(ServiceKind.PROJECTOR, config, ports.get(2));
        start(ServiceKind.GATEWAY, config, 0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> instances.values().stream().allMatch(this::isReady));
    }

    @AfterAll
    void stop() {
        instances.values().stream().toList().reversed().forEach(ServiceInstance::close);
        System.clearProperty(ENDPOINT);
        System.clearProperty(DELAY);
        collector.close();
        http.close();
    }

    @Test
    void aTurnIsOneTraceThroughAllServices() throws Exception {
        say("traced", TEXT);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(collector.named("invoke_agent assistant")).isPresent();
            assertThat(inTraceOf("invoke_agent assistant"))
                    .extracting(Received::service)
                    .contains("hector-gateway", "hector-command", "hector-query", "hector-projector");
        });

        var turn = collector.named("invoke_agent assistant").orElseThrow();
        var model = collector.named("chat demo").orElseThrow();
        assertThat(collector.parentOf(model)).contains(turn);
        assertThat(collector.parentOf(collector.named("search_memory").orElseThrow()))
                .contains(turn);
        assertThat(collector.parentOf(turn).orElseThrow().name()).startsWith("http post");
        assertThat(turn.attribute("gen_ai.operation.name")).isEqualTo("invoke_agent");
        assertThat(turn.attribute("gen_ai.agent.name")).isEqualTo("assistant");
        assertThat(turn.attribute("gen_ai.conversation.id")).isEqualTo("traced");
        assertThat(model.attribute("gen_ai.operation.name")).isEqualTo("chat");
        assertThat(model.attribute("gen_ai.request.model")).isEqualTo("demo");
        assertThat(model.attribute("gen_ai.usage.output_tokens")).matches("[1-9][0-9]*");
    }

    @Test
    void noSpanTellsWhatWasSaid() throws Exception {
        say("silent", TEXT);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> collector.spans().stream()
                        .anyMatch(
                                span -> span.attribute("gen_ai.conversation.id").equals("silent")));

        assertThat(collector.spans().toString()).doesNotContain("xylophone");
    }

    @Test
    void looksAtHealthLeaveNoTrace() {
        assertThat(collector.spans())
                .extracting(Received::name)
                .noneMatch(name -> name.contains("health") || name.contains("prometheus"));
        assertThat(collector.spans().stream()
                        .filter(span -> span.span().getParentSpanId().isEmpty())
                        .map(Received::name))
                .noneMatch(name -> name.contains("RenewTurn") || name.contains("FindSessions"));
    }

    @Test
    void everyInstanceTellsPrometheusHowItIs() throws Exception {
        for (var instance : instances.values()) {
            assertThat(get(instance, "/actuator/prometheus").body())
                    .containsPattern("hector_ready\\{service=\"hector-[a-z]+\"} 1.0")
                    .contains("jvm_memory_used_bytes{");
            assertThat(get(instance, "/actuator/env").statusCode()).isEqualTo(404);
        }
    }

    private List<Received> inTraceOf(String name) {
        var trace = collector.named(name).orElseThrow().span().getTraceId();
        return collector.spans().stream()
                .filter(span -> span.span().getTraceId().equals(trace))
                .toList();
    }

    private void start(ServiceKind kind, HectorConfig config, int port) {
        var options = new InstanceOptions(port, LOCAL, new ListenOptions(LOCAL, 0, 0));
        instances.put(kind, ServiceInstance.start(kind, config, options));
    }

    private boolean isReady(ServiceInstance instance) {
        try {
            return get(instance, "/health/ready").statusCode() == 200;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void say(String session, String text) throws IOException, InterruptedException {
        var gateway = Objects.requireNonNull(instances.get(ServiceKind.GATEWAY));
        var path = "/agents/assistant/sessions/" + session;
        send(HttpRequest.newBuilder(uri(gateway, path)).PUT(BodyPublishers.noBody()));
        var answer = send(HttpRequest.newBuilder(uri(gateway, path + "/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"message\": \"" + text + "\"}")));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(ServiceInstance instance, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(instance, path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(ServiceInstance instance, String path) {
        return URI.create("http://" + LOCAL + ":" + instance.httpPort() + path);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var each = 0; each < count; each++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static HectorConfig config(List<Integer> ports) {
        var database = TestPostgres.newDatabase();
        return HectorConfigReader.read(
                "hector.yaml",
                """
                services:
                  command: ["%s"]
                  query: ["%s"]
                  projector: ["%s"]
                session_stores:
                  main-db:
                    sql: {driver: postgres, host: %s, port: %d, database: %s, username: %s, password: "%s"}
                agents:
                  assistant:
                    session_store: main-db
                    memory: {longterm: {storage_scope: session, batch_size: 1}}
                """.formatted(Stream.concat(
                                ports.stream().map(port -> LOCAL + ":" + port),
                                Stream.of(
                                        database.host(),
                                        database.port(),
                                        database.database(),
                                        database.username(),
                                        database.password()))
                        .toArray()),
                Map.of());
    }
}
