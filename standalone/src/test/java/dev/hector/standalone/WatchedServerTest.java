package dev.hector.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.gateway.server.ListenOptions;
import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.CreateSessionRequest;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedServerTest {

    private static final Path DASHBOARD = Path.of("../deploy/grafana/dashboards/hector.json");
    private static final Path ALERTS = Path.of("../deploy/prometheus/alerts.yml");
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CONDITION = Pattern.compile("expr:((?s:.*?))\n +for:");
    private static final Pattern NAME = Pattern.compile("\\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\\b(?=\\s*[{\\[])");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private HectorServer server;

    @BeforeEach
    void start() {
        serve("");
    }

    private void serve(String longterm) {
        server = HectorServer.serve(config(longterm), new ListenOptions("127.0.0.1", 0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void countsTurnsModelsAppendsAndProjections() throws Exception {
        say("one", "The secret word is xylophone.");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(meters())
                        .contains("hector_turns_started_total{gen_ai_agent_name=\"assistant\",service=\"hector\"} 1.0")
                        .containsPattern(
                                "gen_ai_invoke_agent_duration_seconds_count\\{.*hector_outcome=\"completed\".*} 1")
                        .containsPattern("gen_ai_client_operation_duration_seconds_count\\{.*\"hector.demo\".*} 1")
                        .containsPattern("gen_ai_client_token_usage_count\\{.*gen_ai_token_type=\"output\".*} 1")
                        .containsPattern("hector_append_events_sum\\{.*store=\"main-db\"} [1-9]")
                        .containsPattern("hector_projection_lag_events\\{.*store=\"main-db\"} 0")
                        .contains("hector_turns_open{service=\"hector\"} 0.0")
                        .contains("hikaricp_connections_active{pool=\"hector-main-db\""));
    }

    @Test
    void tellsNothingOfWhatWasSaidNorOfWhom() throws Exception {
        say("one", "The secret word is xylophone.");

        assertThat(meters()).doesNotContain("xylophone", "\"one\"", "ann");
    }

    @Test
    void countsRefusals() throws Exception {
        get("/agents/nobody/sessions/one");

        assertThat(meters()).containsPattern("hector_requests_refused_total\\{code=\"agent_not_found\".*} 1");
    }

    @Test
    void showsHealthAndMetersAndNothingElse() throws Exception {
        await().until(() -> get("/actuator/health").statusCode() == 200);
        assertThat(get("/actuator/info").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/heapdump").statusCode()).isEqualTo(404);
    }

    @Test
    void everythingOnTheDashboardAndInTheAlertsIsMeasured() throws Exception {
        server.close();
        serve("longterm: {storage_scope: all, batch_size: 1}");
        for (var turn = 0; turn < 4; turn++) {
            say("one", "A walk through the old harbour in the rain, and what we saw there. ".repeat(5));
        }
        get("/agents/nobody/sessions/one");
        callOverGrpc();
        var wanted = new TreeSet<>(metersOf(EXPRESSION, Files.readString(DASHBOARD)));
        var alerting = metersOf(CONDITION, Files.readString(ALERTS));
        assertThat(alerting).hasSizeGreaterThan(4);
        wanted.addAll(alerting);

        assertThat(wanted).hasSizeGreaterThan(15);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(namesIn(meters())).containsAll(wanted));
    }

    private static Set<String> metersOf(Pattern expressions, String text) {
        return expressions
                .matcher(text)
                .results()
                .flatMap(expression -> NAME.matcher(expression.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> namesIn(String meters) {
        return meters.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private void say(String session, String text) throws IOException, InterruptedException {
        var sessions = "/agents/assistant/sessions/" + session;
        send(HttpRequest.newBuilder(uri(sessions)).header("X-User-Id", "ann").PUT(BodyPublishers.noBody()));
        var answer = send(HttpRequest.newBuilder(uri(sessions + "/messages"))
                .header("X-User-Id", "ann")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"message\": \"" + text + "\"}")));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private void callOverGrpc() {
        var channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", server.grpcPort(), InsecureChannelCredentials.create())
                .build();
        try {
            A2AServiceGrpc.newBlockingStub(channel)
                    .createSession(CreateSessionRequest.newBuilder()
                            .setAgent("assistant")
                            .build());
        } finally {
            channel.shutdownNow();
        }
    }

    private String meters() throws IOException, InterruptedException {
        var answer = get("/actuator/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.httpPort() + path);
    }

    private HectorConfig config(String longterm) {
        return HectorConfigReader.read("hector.yaml", """
            session_stores:
              main-db:
                backend: sql
                sql: {driver: sqlite, database: %s}
            agents:
              assistant:
                session_store: main-db
                memory:
                  working: {strategy: summary_buffer, budget: 200}
                  %s
            """.formatted(folder.resolve("sessions.db"), longterm), Map.of());
    }
}
