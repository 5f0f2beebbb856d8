package dev.hector.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.HectorConfig;
import dev.hector.gateway.server.ListenOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client sees of a whole server, whatever its store. */
abstract class ConversationContract {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();

    private HectorServer server;

    /** A configuration with the agents {@code assistant} and {@code other} on one store that outlives a server. */
    abstract HectorConfig config();

    @BeforeEach
    void start() {
        server = HectorServer.serve(config(), new ListenOptions("127.0.0.1", 0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void remembersWhatWasSaidEarlier() throws Exception {
        var session = createSession("assistant");

        say("assistant", session, "My favourite colour is teal.");

        assertThat(say("assistant", session, "What did we talk about earlier?")).contains("teal");
    }

    @Test
    void remembersAfterARestart() throws Exception {
        var session = createSession("assistant");
        say("assistant", session, "My favourite colour is teal.");

        stop();
        start();

        assertThat(say("assistant", session, "What did we talk about earlier?")).contains("teal");
    }

    @Test
    void anotherAgentKnowsNothingOfASessionWithTheSameId() throws Exception {
        var session = createSession("assistant");
        say("assistant", session, "My favourite colour is teal.");

        assertThat(post("/agents/other/sessions/" + session + "/messages", message("Hello"))
                        .statusCode())
                .isEqualTo(404);
        createSession("other", session);
        assertThat(say("other", session, "What did we talk about earlier?")).doesNotContain("teal");
    }

    @Test
    void storesTwentyCopiesOfAMessageOnce() throws Exception {
        var session = createSession("assistant");
        var body = """
            {"message":{"message_id":"m-1","role":"user","parts":[{"text":"Once only"}]}}\
            """;

        var answers = atOnce(20, () -> post("/agents/assistant/sessions/" + session + "/messages", body));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(messagesOf(session)).hasSize(2);
    }

    @Test
    void neverInterleavesTurns() throws Exception {
        var session = createSession("assistant");

        var answers = atOnce(12, () -> post("/agents/assistant/sessions/" + session + "/messages", message("Hello")));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(messagesOf(session))
                .extracting(message -> message.get("role").asString())
                .isEqualTo(IntStream.range(0, 24)
                        .mapToObj(index -> index % 2 == 0 ? "user" : "assistant")
                        .toList());
    }

    @Test
    void numbersEventsWithoutHoles() throws Exception {
        var session = createSession("assistant");
        say("assistant", session, "One");
        say("assistant", session, "Two");

        var events = get("/agents/assistant/sessions/" + session + "/events").get("events");

        assertThat(elements(events))
                .extracting(event -> event.get("sequence").asInt())
                .isEqualTo(IntStream.rangeClosed(1, events.size()).boxed().toList());
    }

    @Test
    void tellsWhatTheModelWasGivenAtATurn() throws Exception {
        var session = createSession("assistant");
        say("assistant", session, "One");
        var started = lastStart(session);
        say("assistant", session, "Two");

        var context = get("/agents/assistant/sessions/" + session + "/memory/working?as_of=" + started);

        assertThat(context.toString()).contains("One").doesNotContain("Two");
    }

    @Test
    void storesWhatWasSaidElsewhereAsItWasSaidAndAnswersAfterIt() throws Exception {
        var session = createSession("assistant");
        store(session, "system", "Be brief.", "");
        store(session, "developer", "Be kind.", "");
        store(session, "user", "Make a folder", "");
        store(session, "assistant", "", """
            ,"tool_calls":[{"id":"c1","name":"mkdir","arguments":""},{"id":"c2","name":"mkdir","arguments":"[1, 2"}]\
            """);
        store(session, "tool", "", ",\"tool_call_id\":\"c1\"");
        store(session, "tool", "", ",\"tool_call_id\":\"c2\"");

        say("assistant", session, "Is it there?");

        var messages = messagesOf(session);
        assertThat(messages.subList(0, 6))
                .extracting(message -> message.get("role").asString() + ": "
                        + message.get("content").asString())
                .containsExactly(
                        "system: Be brief.",
                        "developer: Be kind.",
                        "user: Make a folder",
                        "assistant: ",
                        "tool: ",
                        "tool: ");
        assertThat(elements(messages.get(3).get("tool_calls")))
                .extracting(call -> call.get("arguments").asString())
                .containsExactly("", "[1, 2");
    }

    @Test
    void keepsThePartsOfAnA2aMessage() throws Exception {
        var session = createSession("assistant");
        var answer = post("/agents/assistant/sessions/" + session + "/messages", """
            {"message":{"messageId":"m-1","role":"user","parts":[{"kind":"text","text":"Which?"},
              {"kind":"data","data":{"id":9007199254740993}},
              {"kind":"file","file":{"uri":"https://example.org/cat.png","mimeType":"image/png","name":"cat.png"}}]}}\
            """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var message = messagesOf(session).getFirst();
        assertThat(message.get("content").asString())
                .isEqualTo("Which?\n{\"id\":9007199254740993}\n[image: cat.png (image/png)]");
        assertThat(message.get("parts").toString())
                .isEqualTo("[{\"type\":\"text\",\"text\":\"Which?\"},"
                        + "{\"type\":\"data\",\"data\":{\"id\":9007199254740993}},"
                        + "{\"type\":\"image\",\"media_type\":\"image/png\",\"name\":\"cat.png\","
                        + "\"url\":\"https://example.org/cat.png\"}]");
    }

    private void store(String session, String role, String text, String more) throws Exception {
        var body = "{\"respond\":false,\"role\":\"" + role + "\",\"message\":\"" + text + "\"" + more + "}";
        var answer = post("/agents/assistant/sessions/" + session + "/messages", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void forgetsADeletedSession() throws Exception {
        var session = createSession("assistant");
        say("assistant", session, "My favourite colour is teal.");
        var path = "/agents/assistant/sessions/" + session;

        assertThat(send("DELETE", path, null).statusCode()).isEqualTo(204);

        assertThat(send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(send("GET", path, null).statusCode()).isEqualTo(404);
        assertThat(post(path + "/messages", message("Hello")).statusCode()).isEqualTo(404);
        assertThat(get("/agents/assistant/sessions?page_size=1000").toString()).doesNotContain(session);
        assertThat(send("PUT", path, null).statusCode()).isEqualTo(409);
    }

    @Test
    void endsASession() throws Exception {
        var session = createSession("assistant");
        var path = "/agents/assistant/sessions/" + session;

        assertThat(post(path + "/end", null).statusCode()).isEqualTo(200);

        assertThat(post(path + "/messages", message("Hello")).body()).contains("session_ended");
        assertThat(get(path).get("status").asString()).isEqualTo("ended");
    }

    @Test
    void listsASessionAsSoonAsItExists() throws Exception {
        for (var i = 0; i < 5; i++) {
            var session = createSession("assistant");

            assertThat(get("/agents/assistant/sessions")
                            .get("sessions")
                            .get(0)
                            .get("session_id")
                            .asString())
                    .isEqualTo(session);
        }
    }

    @Test
    void servesOnlyThePublicServiceToTheNetwork() throws Exception {
        assertThat(PublishedServices.of("127.0.0.1", server.grpcPort()))
                .contains("hector.v1.A2AService", "grpc.health.v1.Health")
                .noneMatch(name -> name.contains("SessionCommands") || name.contains("SessionQueries"));
    }

    private String createSession(String agent) throws Exception {
        return JSON.readTree(post("/agents/" + agent + "/sessions", null).body())
                .get("session_id")
                .asString();
    }

    private void createSession(String agent, String id) throws Exception {
        assertThat(send("PUT", "/agents/" + agent + "/sessions/" + id, null).statusCode())
                .isEqualTo(201);
    }

    private String say(String agent, String session, String text) throws Exception {
        var answer = post("/agents/" + agent + "/sessions/" + session + "/messages", message(text));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("response").asString();
    }

    private List<JsonNode> messagesOf(String session) throws Exception {
        return elements(get("/agents/assistant/sessions/" + session + "/messages?page_size=1000")
                .get("messages"));
    }

    private int lastStart(String session) throws Exception {
        var starts = elements(get("/agents/assistant/sessions/" + session + "/events?types=TurnStarted")
                .get("events"));
        return starts.getLast().get("sequence").asInt();
    }

    private JsonNode get(String path) throws Exception {
        var answer = send("GET", path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> post(String path, @Nullable String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String message(String text) {
        return JSON.writeValueAsString(JSON.createObjectNode().put("message", text));
    }

    private static List<JsonNode> elements(JsonNode array) {
        return Stream.iterate(0, index -> index < array.size(), index -> index + 1)
                .map(array::get)
                .toList();
    }

    private static <T> List<T> atOnce(int copies, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = threads.invokeAll(Collections.nCopies(copies, work));
            return futures.stream().map(Future::resultNow).toList();
        }
    }
}
