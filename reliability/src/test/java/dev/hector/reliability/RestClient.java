package dev.hector.reliability;

import dev.hector.reliability.Entry.Acknowledgement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** REST over the JDK's client. */
record RestClient(HttpClient http, URI server, Duration patience) implements SessionClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Outcome call(Call call) throws InterruptedException {
        try {
            return outcome(http.send(request(call), BodyHandlers.ofString()));
        } catch (IOException failure) {
            return Outcome.unanswered(failure.getClass().getSimpleName());
        }
    }

    private HttpRequest request(Call call) {
        var session = "/agents/" + AGENT + "/sessions/" + call.session();
        return switch (call.action()) {
            case CREATE -> request("PUT", session, "{}");
            case TURN -> message(session, call, true);
            case MESSAGE -> message(session, call, false);
            case END -> request("POST", session + "/end", "{}");
            case DELETE -> request("DELETE", session, "");
        };
    }

    private HttpRequest message(String session, Call call, boolean respond) {
        var body = JSON.createObjectNode().put("message", call.text()).put("respond", respond);
        var request = request("POST", session + "/messages", JSON.writeValueAsString(body));
        return call.key() == null
                ? request
                : HttpRequest.newBuilder(request, (_, _) -> true)
                        .header("Idempotency-Key", call.key())
                        .build();
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .method(method, publisher(body))
                .build();
    }

    private static BodyPublisher publisher(String body) {
        return body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }

    private static Outcome outcome(HttpResponse<String> response) {
        try {
            var body = response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
            return response.statusCode() / 100 == 2
                    ? Outcome.ok(acknowledgement(body))
                    : Outcome.ofCode(body.path("code").asString("http " + response.statusCode()));
        } catch (JacksonException cutOff) {
            return Outcome.unanswered(cutOff.getClass().getSimpleName());
        }
    }

    private static Acknowledgement acknowledgement(JsonNode body) {
        return new Acknowledgement(
                body.path("sequence").asLong(body.path("version").asLong(0)),
                body.path("turn_id").asStringOpt().orElse(null),
                body.path("message_id").asStringOpt().orElse(null));
    }
}
