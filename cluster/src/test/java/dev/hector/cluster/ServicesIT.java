package dev.hector.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.store.TestPostgres;
import dev.hector.stream.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Services that only meet over the network, in a database and in Kafka. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path home;

    private static TestKafka kafka;
    private static SpokenModel model;
    private static RunningServices services;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        kafka = TestKafka.start(home);
        model = new SpokenModel();
        services = new RunningServices(TestPostgres.newDatabase(), kafka.address(), model.url());
        await().atMost(PATIENCE).until(() -> ready("gateway-1") == 200 && ready("gateway-2") == 200);
    }

    @AfterAll
    static void stop() {
        services.close();
        model.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void whatOneGatewayWasToldAnyOtherKnowsAtOnce() throws Exception {
        put("gateway-1", "/agents/assistant/sessions/told");
        for (var n = 0; n < 10; n++) {
            var to = n % 2 == 0 ? "gateway-1" : "gateway-2";
            var from = n % 2 == 0 ? "gateway-2" : "gateway-1";
            var said = post(to, "/agents/assistant/sessions/told/messages", "{\"message\":\"Number " + n + "\"}");
            assertThat(said.statusCode()).isEqualTo(200);
            var read = get(from, "/agents/assistant/sessions/told/messages?order=desc&page_size=2")
                    .body();
            assertThat(read).contains("Number " + n);
            assertThat(get(from, "/agents/assistant/sessions/told").body())
                    .contains("\"message_count\":" + 2 * (n + 1));
            assertThat(get(from, "/agents/assistant/sessions/told/memory/working")
                            .body())
                    .contains("Number " + n);
        }
    }

    @Test
    @Order(2)
    void aStreamThatBreaksGoesOnThroughAnotherGatewayWhileTheModelStillSpeaks() throws Exception {
        put("gateway-1", "/agents/speaker/sessions/cut");
        model.say("One ", "two ");
        var begun = frames(stream("gateway-1", "Count", "").body().iterator(), 3);
        assertThat(begun.getLast()).contains("two");
        var rest = stream("gateway-2", "", id(begun.get(1))).body().iterator();
        assertThat(frames(rest, 1)).singleElement().isEqualTo(begun.getLast());
        model.say("three 😀 ", "four").finish();
        var last = frames(rest, 4);
        assertThat(last.get(0)).contains("{\"chunk\":\"three 😀 \"}");
        assertThat(last.get(1)).contains("{\"chunk\":\"four\"}");
        assertThat(last.get(2)).contains("turn.completed", "One two three 😀 four");
        assertThat(last.get(3)).contains("[DONE]");
    }

    @Test
    @Order(3)
    void theSameMessageAtBothGatewaysIsOneTurn() throws Exception {
        put("gateway-1", "/agents/speaker/sessions/once");
        model.say("Once.").finish();
        var here = http.sendAsync(keyed("gateway-1"), BodyHandlers.ofString());
        var there = http.sendAsync(keyed("gateway-2"), BodyHandlers.ofString());
        assertThat(here.join().body()).isEqualTo(there.join().body()).contains("Once.");
        assertThat(get("gateway-2", "/agents/speaker/sessions/once").body()).contains("\"turn_count\":1");
    }

    @Test
    @Order(4)
    void oneSessionRecallsWhatAnotherSaid() throws Exception {
        put("gateway-1", "/agents/support/sessions/monday");
        put("gateway-2", "/agents/support/sessions/friday");
        post("gateway-1", "/agents/support/sessions/monday/messages", "{\"message\":\"My favourite colour is teal.\"}");
        var answer = post(
                "gateway-2", "/agents/support/sessions/friday/messages", "{\"message\":\"Which colour do I like?\"}");
        assertThat(answer.body()).contains("teal");
    }

    @Test
    @Order(5)
    void instancesComeAndGoWithoutARequestFailing() throws Exception {
        put("gateway-1", "/agents/assistant/sessions/rolling");
        var failed = new ArrayList<String>();
        var talk = Thread.ofVirtual().start(() -> {
            for (var n = 0; n < 60; n++) {
                var to = n % 2 == 0 ? "gateway-1" : "gateway-2";
                var said =
                        post(to, "/agents/assistant/sessions/rolling/messages", "{\"message\":\"Number " + n + "\"}");
                if (said.statusCode() != 200) {
                    failed.add(said.statusCode() + " " + said.body());
                }
            }
        });
        for (var instance : List.of("command-1", "command-2")) {
            services.stop(instance);
            services.start(instance);
            await().atMost(PATIENCE).until(() -> ready(instance) == 200);
        }
        talk.join();
        assertThat(failed).isEmpty();
        assertThat(get("gateway-1", "/agents/assistant/sessions/rolling").body())
                .contains("\"message_count\":120");
    }

    @Test
    @Order(6)
    void readinessNamesWhatIsMissing() {
        assertThat(ready("projector-1")).isEqualTo(200);
        services.stop("query-1");
        await().atMost(PATIENCE).until(() -> ready("gateway-1") == 503);
        assertThat(get("gateway-1", "/health/ready").body()).contains("reading from session store db");
        services.start("query-1");
        await().atMost(PATIENCE).until(() -> ready("gateway-1") == 200);
    }

    private static int ready(String instance) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri(instance, "/health/ready")).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException _) {
            return 0;
        }
    }

    private static URI uri(String instance, String path) {
        return services.url(instance).resolve(path);
    }

    private void put(String instance, String path) {
        var created = send(HttpRequest.newBuilder(uri(instance, path)).PUT(BodyPublishers.noBody()));
        assertThat(created.statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> get(String instance, String path) {
        return send(HttpRequest.newBuilder(uri(instance, path)));
    }

    private HttpResponse<String> post(String instance, String path, String json) {
        return send(request(instance, path, json));
    }

    private static HttpRequest.Builder request(String instance, String path, String json) {
        return HttpRequest.newBuilder(uri(instance, path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    private static HttpRequest keyed(String instance) {
        return request(instance, "/agents/speaker/sessions/once/messages", "{\"message\":\"Say it once\"}")
                .header("Idempotency-Key", "once")
                .build();
    }

    private HttpResponse<Stream<String>> stream(String instance, String message, String last) throws Exception {
        var body = "{\"message\":" + JSON.writeValueAsString(message) + "}";
        var request = request(instance, "/agents/speaker/sessions/cut/messages/stream", body);
        return http.send(
                (last.isEmpty() ? request : request.header("Last-Event-ID", last)).build(), BodyHandlers.ofLines());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The next frames of a stream, each with all its lines. */
    private static List<String> frames(Iterator<String> lines, int count) {
        var frames = new ArrayList<String>();
        var frame = new StringBuilder();
        while (frames.size() < count) {
            var line = lines.next();
            if (!line.isEmpty()) {
                frame.append(line).append('\n');
            } else if (!frame.isEmpty()) {
                frames.add(frame.toString());
                frame.setLength(0);
            }
        }
        return frames;
    }

    private static String id(String frame) {
        return frame.lines()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow()
                .substring(4);
    }
}
