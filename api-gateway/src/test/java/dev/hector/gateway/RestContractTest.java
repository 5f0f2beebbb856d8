package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.gateway.Http.Reply;
import dev.hector.models.ModelException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every REST call of the contract, over a real socket. */
class RestContractTest {

    private static final AtomicInteger SESSIONS = new AtomicInteger();
    private static GatewayServer server;
    private static Http http;

    private final String id = "contract-" + SESSIONS.incrementAndGet();
    private final String session = "/agents/assistant/sessions/" + id;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(TestGateway.config(Duration.ofMillis(300)));
        http = new Http(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void repair() {
        server.model.unscripted();
        server.local.faults.bringStoreBack();
    }

    @Test
    void createsASessionWithoutABody() {
        var created = http.send("POST", "/agents/assistant/sessions", null);
        assertThat(created.status()).isEqualTo(201);
        var newId = created.json().path("session_id").asString();
        assertThat(newId).matches("sess_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(created.header("Location")).isEqualTo("/agents/assistant/sessions/" + newId);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void createsASessionAsAsked() {
        var created = http.post("/v1/agents/assistant/sessions", """
            {"session_id":"%s","user_id":"müller","title":"Trip","metadata":{"a":1,"b":[true,null,1.5]}}\
            """.formatted(id));
        assertThat(created.header("Location")).isEqualTo("/v1/agents/assistant/sessions/" + id);
        assertThat(created.json().path("user_id").asString()).isEqualTo("müller");
        assertThat(created.json().path("title").asString()).isEqualTo("Trip");
        assertThat(created.json().path("metadata").toString()).isEqualTo("{\"a\":1,\"b\":[true,null,1.5]}");
        assertProblem(
                http.post("/agents/assistant/sessions", "{\"session_id\":\"" + id + "\"}"), 409, "session_exists");
    }

    @Test
    void putCreatesOrGets() {
        assertThat(http.send("PUT", session, null).status()).isEqualTo(201);
        assertThat(http.send("PUT", session, "{}").status()).isEqualTo(200);
        assertProblem(http.send("PUT", session, "{\"session_id\":\"other\"}"), 400, "invalid_request");
    }

    @Test
    void theSameIdUnderTwoAgentsIsTwoSessions() {
        givenSession();
        assertThat(http.send("PUT", "/agents/debug/sessions/" + id, null).status())
                .isEqualTo(201);
        http.post(session + "/messages", "{\"message\":\"teal\"}");
        assertThat(http.get("/agents/debug/sessions/" + id + "/messages").body())
                .doesNotContain("teal");
    }

    @Test
    void listsSessionsByPage() {
        givenSession();
        var page = http.get("/agents/assistant/sessions?page_size=50&status=active&order=desc");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().path("sessions").findValuesAsString("session_id"))
                .contains(id);
        assertThat(page.json().has("next_page_token")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "page_size=0,page_size",
        "page_size=-1,page_size",
        "page_size=1001,page_size",
        "page_size=many,page_size",
        "status=open,status",
        "order=up,order"
    })
    void namesTheListParameterThatIsWrong(String query, String field) {
        var refused = http.get("/agents/assistant/sessions?" + query);
        assertProblem(refused, 400, "invalid_request");
        assertThat(refused.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void getsASessionAndItsVersion() {
        givenSession();
        http.post(session + "/messages", "{\"message\":\"Hi\"}");
        var info = http.get(session);
        assertThat(info.header("ETag")).isEqualTo("\"6\"");
        assertThat(info.json().path("version").asInt()).isEqualTo(6);
        assertThat(info.json().path("message_count").asInt()).isEqualTo(2);
        assertThat(info.json().path("working_memory").path("budget").asInt()).isEqualTo(4000);
        assertThat(http.get(session, request -> request.header("If-None-Match", "\"6\""))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void deletesForGood() {
        givenSession();
        assertThat(http.send("DELETE", session, null).status()).isEqualTo(204);
        assertThat(http.send("DELETE", session, null).status()).isEqualTo(204);
        assertProblem(http.get(session), 404, "session_not_found");
        assertProblem(http.post(session + "/messages", "{\"message\":\"Hi\"}"), 404, "session_not_found");
        assertProblem(http.send("PUT", session, null), 409, "session_exists");
        assertProblem(http.send("DELETE", session + "-never", null), 404, "session_not_found");
    }

    @Test
    void endsASession() {
        givenSession();
        var ended = http.send("POST", session + "/end", null);
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().path("status").asString()).isEqualTo("ended");
        assertThat(ended.json().path("end_reason").asString()).isEqualTo("completed");
        assertProblem(http.post(session + "/messages", "{\"message\":\"Hi\"}"), 409, "session_ended");
    }

    @Test
    void answersAMessage() {
        givenSession();
        var answer = http.post(session + "/messages", "{\"message\":\"Hello, remember me?\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactly(
                        "session_id", "turn_id", "message_id", "response", "sequence", "usage", "memory", "model");
        assertThat(answer.json().path("response").asString()).isEqualTo("You said: Hello, remember me?");
        assertThat(answer.header("ETag")).isEqualTo("\"6\"");
    }

    @Test
    void answersAnA2aMessage() {
        givenSession();
        var body = """
            {"message":{"kind":"message","messageId":"m-1","role":"user","parts":[{"kind":"text","text":"one"},{"text":"two"}]}}\
            """;
        var answer = http.post(session + "/messages", body);
        assertThat(answer.json().path("response").asString()).isEqualTo("You said: one\ntwo");
        assertThat(http.post(session + "/messages", body).body()).isEqualTo(answer.body());
        assertThat(http.get(session + "/messages").body()).contains("\"message_id\":\"m-1\"");
    }

    @Test
    void aRepeatedKeyAnswersTheSameBytes() {
        givenSession();
        var first = http.post(session + "/messages", "{\"message\":\"Hi\"}", key("k"));
        assertThat(http.post(session + "/messages", "{\"message\":\"Hi\"}", key("k"))
                        .body())
                .isEqualTo(first.body());
        assertProblem(http.post(session + "/messages", "{\"message\":\"Ho\"}", key("k")), 422, "key_reused");
        assertProblem(
                http.post(session + "/messages", "{\"message\":\"Hi\",\"message_id\":\"other\"}", key("k")),
                400,
                "invalid_request");
    }

    @Test
    void storesMessagesWithoutAnswering() {
        givenSession();
        var stored = http.post(session + "/messages", """
            {"message":"It is sunny","respond":false,"role":"assistant","occurred_at":"2026-01-31T12:00:00+01:00"}\
            """);
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.json().propertyNames()).containsExactly("session_id", "message_id", "sequence");
        assertThat(http.get(session + "/messages")
                        .json()
                        .path("messages")
                        .path(0)
                        .path("role")
                        .asString())
                .isEqualTo("assistant");
    }

    @Test
    void importsManyMessagesAtOnceAndOnce() {
        givenSession();
        var first = "{\"message_id\":\"m1\",\"message\":\"Hello\",\"occurred_at\":\"2026-01-31T12:00:00+01:00\"}";
        var second =
                "{\"message_id\":\"m2\",\"message\":\"Hi\",\"role\":\"assistant\",\"metadata\":{\"mood\":\"good\"}}";
        http.post(session + "/messages/import", "{\"messages\":[" + first + "]}");

        var imported = http.post(session + "/messages/import", "{\"messages\":[" + first + "," + second + "]}");

        assertThat(imported.status()).isEqualTo(200);
        assertThat(imported.json().propertyNames()).containsExactly("session_id", "stored", "existing", "sequence");
        assertThat(imported.json().path("stored").asInt()).isEqualTo(1);
        assertThat(imported.json().path("existing").asInt()).isEqualTo(1);
        var messages = http.get(session + "/messages").json().path("messages");
        assertThat(messages.size()).isEqualTo(2);
        assertThat(messages.path(1).path("role").asString()).isEqualTo("assistant");
    }

    @Test
    void knowsAnImportedMessageThatIsSentAloneToo() {
        givenSession();
        var message = "\"message_id\":\"m1\",\"message\":\"Hello\",\"occurred_at\":\"2026-01-31T12:00:00Z\"";
        http.post(session + "/messages/import", "{\"messages\":[{" + message + "}]}");

        var again = http.post(session + "/messages", "{" + message + ",\"respond\":false}");

        assertThat(again.status()).isEqualTo(201);
        assertThat(http.get(session + "/messages").json().path("messages").size())
                .isEqualTo(1);
    }

    @Test
    void importsNoneWhereOneMessageIsWrongAndNamesIt() {
        givenSession();
        var wrong = http.post(
                session + "/messages/import",
                "{\"messages\":[{\"message\":\"Hello\"},{\"message\":\"Hi\",\"role\":\"wizard\"}]}");

        assertProblem(wrong, 400, "invalid_request");
        assertThat(wrong.body()).contains("messages[1].role");
        assertProblem(http.post(session + "/messages/import", "{}"), 400, "invalid_request");
        assertProblem(http.post(session + "/messages/import", "{\"messages\":[null]}"), 400, "invalid_request");
        assertProblem(
                http.post(
                        session + "/messages/import",
                        "{\"messages\":[" + "{\"message\":\"Hi\"},".repeat(500) + "{\"message\":\"Hi\"}]}"),
                400,
                "invalid_request");
        assertThat(http.get(session + "/messages").json().path("messages").size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"2\"", "\"99\""})
    void refusesWritesToAnotherVersion(String version) {
        givenSession();
        UnaryOperator<HttpRequest.Builder> ifMatch = request -> request.header("If-Match", version);
        assertProblem(http.post(session + "/messages", "{\"message\":\"Hi\"}", ifMatch), 412, "version_conflict");
        assertProblem(
                http.post(session + "/messages/stream", "{\"message\":\"Hi\"}", ifMatch), 412, "version_conflict");
        assertProblem(http.post(session + "/end", "{}", ifMatch), 412, "version_conflict");
        assertThat(http.get(session).json().path("version").asInt()).isEqualTo(1);
        assertThat(http.post(
                                session + "/messages",
                                "{\"message\":\"Hi\"}",
                                request -> request.header("If-Match", "\"1\""))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "W/\"5\"", "\"five\"", "\"1\", \"2\"", "\"99999999999999999999\"", ""})
    void refusesAnIfMatchThatIsNoVersion(String version) {
        givenSession();
        var refused = http.post(
                session + "/messages", "{\"message\":\"Hi\"}", request -> request.header("If-Match", version));
        assertProblem(refused, 400, "invalid_request");
        assertThat(refused.json().path("field").asString()).isEqualTo("if_match");
    }

    @Test
    void aModelFailureIsABadGateway() {
        givenSession();
        server.model.scripted().say("Hel").fail(ModelException.failed("The provider refused"));
        var refused = http.post(session + "/messages", "{\"message\":\"Hi\"}", key("k"));
        assertProblem(refused, 502, "model_failed");
        assertThat(http.post(session + "/messages", "{\"message\":\"Hi\"}", key("k"))
                        .body())
                .isEqualTo(refused.body());
        server.model.scripted().fail(ModelException.timeout("Too slow"));
        assertProblem(http.post(session + "/messages", "{\"message\":\"Hi\"}"), 504, "model_timeout");
    }

    @Test
    void aBusySessionSaysWhenToComeBack() {
        givenSession();
        server.model.scripted();
        try (var stream = SseStream.open(
                http,
                Http.json(http.request(session + "/messages/stream"), "{\"message\":\"1\"}")
                        .build())) {
            stream.frame();
            var refused = http.post(session + "/messages", "{\"message\":\"2\"}");
            assertProblem(refused, 409, "session_busy");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            server.model.say("done").finish();
            stream.rest();
        }
    }

    @Test
    void aStoreThatIsAwayIsUnavailableAndComesBack() {
        givenSession();
        server.local.faults.takeStoreAway();
        var refused = http.get(session);
        assertProblem(refused, 503, "store_unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        Awaitility.await().until(() -> http.get("/health/ready").status() == 503);
        var ready = http.get("/health/ready");
        assertThat(ready.header("Retry-After")).isEqualTo("2");
        assertThat(ready.json().path("missing").path(0).path("name").asString()).contains("session store");
        assertThat(http.get("/health/live").status()).isEqualTo(200);
        server.local.faults.bringStoreBack();
        assertThat(http.get(session).status()).isEqualTo(200);
        Awaitility.await().until(() -> http.get("/health/ready").status() == 200);
        assertThat(http.get("/v1/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void somebodyElsesSessionIsNotThere() {
        http.post("/agents/assistant/sessions", "{\"session_id\":\"" + id + "\",\"user_id\":\"alice\"}");
        assertThat(http.get(session, user("alice")).status()).isEqualTo(200);
        assertProblem(http.get(session, user("bob")), 404, "session_not_found");
        assertProblem(http.post(session + "/messages", "{\"message\":\"Hi\"}", user("bob")), 404, "session_not_found");
        assertProblem(
                http.post(session + "/messages", "{\"message\":\"Hi\",\"user_id\":\"alice\"}", user("bob")),
                400,
                "invalid_request");
    }

    @Test
    void readsTheLogAndTheMemoryOfAnyMoment() {
        givenSession();
        http.post(session + "/messages", "{\"message\":\"Hi\"}");
        var events = http.get(session + "/events?types=TurnStarted,TurnCompleted&after=4&page_size=10");
        assertThat(events.json().path("events").findValuesAsString("type")).containsExactly("TurnCompleted");
        var then = http.get(session + "/memory/working?as_of=3");
        assertThat(then.json().path("messages").findValuesAsString("content")).containsExactly("Be brief.", "Hi");
        assertThat(http.get(session + "/memory/working").json().path("messages").size())
                .isEqualTo(3);
        assertProblem(http.get(session + "/memory/working?as_of=0"), 400, "invalid_request");
        assertProblem(http.get(session + "/memory/working?as_of=x"), 400, "invalid_request");
        assertProblem(http.get(session + "/events?types=Nonsense"), 400, "invalid_request");
        assertProblem(http.get(session + "/memory/longterm?query=x"), 409, "longterm_memory_off");
        assertProblem(http.get(session + "/memory/longterm"), 400, "invalid_request");
        assertProblem(http.get(session + "/memory/longterm?query=x&limit=101"), 400, "invalid_request");
    }

    @Test
    void searches() {
        givenSession();
        http.post(session + "/messages", "{\"message\":\"needle-" + id + "\"}");
        var found = http.get("/agents/assistant/search?q=needle-" + id);
        assertThat(found.json().path("results").path(0).path("session_id").asString())
                .isEqualTo(id);
        var hit = found.json().path("results").path(0);
        assertThat(hit.propertyNames())
                .contains("kind", "sequence", "message_id", "role", "occurred_at", "score", "snippet", "highlights");
        assertThat(hit.path("highlights").path(0).path("end").asInt()).isEqualTo(("needle-" + id).length());
    }

    @ParameterizedTest
    @CsvSource({
        "'',q",
        "?q=%20,q",
        "?q=a%00b,q",
        "?q=x&order=asc,order",
        "?q=x&role=tool,role",
        "?q=x&session_id=a%2Fb,session_id",
        "?q=x&from=yesterday,from",
        "?q=x&to=2026-13-01T00:00:00Z,to",
        "?q=x&page_size=0,page_size"
    })
    void namesWhatASearchMayNotBe(String query, String field) {
        var refused = http.get("/agents/assistant/search" + query);
        assertProblem(refused, 400, "invalid_request");
        assertThat(refused.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void searchesForNoMoreThanAThousandCharacters() {
        var refused = http.get("/agents/assistant/search?q=" + "x".repeat(1001));
        assertProblem(refused, 400, "invalid_request");
        assertThat(refused.json().path("field").asString()).isEqualTo("q");
        assertThat(http.get(
                                "/agents/assistant/search?q=x&order=newest&role=user&session_id=s&from=2026-01-31T12:00:00%2B01:00")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void listsAgentsWithoutTheirInstructions() {
        var agents = http.get("/agents");
        assertThat(agents.json().path("agents").findValuesAsString("name")).contains("assistant", "debug");
        assertThat(agents.body()).doesNotContain("Be brief");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nope,404,not_found",
        "GET,/agents/nobody/sessions,404,agent_not_found",
        "GET,/agents/assistant/sessions/none,404,session_not_found",
        "GET,/agents/assistant/sessions/none/messages,404,session_not_found",
        "GET,/agents/assistant/sessions/none/events,404,session_not_found",
        "POST,/agents/assistant/sessions/none/end,404,session_not_found",
        "PATCH,/agents/assistant/sessions/none,405,method_not_allowed",
        "DELETE,/agents,405,method_not_allowed",
        "GET,/agents/assistant/sessions/a b,400,invalid_request",
        "GET,/agents/assistant/sessions/a%2Fb,400,invalid_request"
    })
    void everyRefusalIsAProblemDocument(String method, String path, int status, String code) {
        var refused = http.send(method, path.replace(" ", "%20"), null);
        assertProblem(refused, status, code);
        assertThat(refused.json().propertyNames()).contains("type", "title", "status", "detail");
    }

    @Test
    void refusesWhatItCannotAnswerOrRead() {
        givenSession();
        assertProblem(http.get(session, request -> request.header("Accept", "text/plain")), 406, "not_acceptable");
        assertProblem(
                http.text(http.request(session + "/messages")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("Hi"))
                        .build()),
                415,
                "unsupported_media_type");
    }

    @Test
    void describesItself() {
        var api = http.get("/v3/api-docs");
        assertThat(api.status()).isEqualTo(200);
        assertThat(api.json().path("paths").has("/agents/{agent}/sessions/{id}/messages"))
                .isTrue();
        assertThat(api.json()
                        .path("components")
                        .path("schemas")
                        .path("Problem")
                        .path("properties")
                        .has("code"))
                .isTrue();
        assertThat(api.json()
                        .path("components")
                        .path("schemas")
                        .path("SessionView")
                        .path("properties")
                        .has("session_id"))
                .isTrue();
        assertThat(http.get("/").header("Location")).isEqualTo("/docs");
        assertThat(http.get("/docs").status()).isEqualTo(302);
        assertThat(http.get("/swagger-ui/index.html").body()).contains("swagger");
    }

    private void givenSession() {
        assertThat(http.send("PUT", session, null).status()).isEqualTo(201);
    }

    private static UnaryOperator<HttpRequest.Builder> key(String key) {
        return request -> request.header("Idempotency-Key", key);
    }

    private static UnaryOperator<HttpRequest.Builder> user(String user) {
        return request -> request.header("X-User-Id", user);
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
    }
}
