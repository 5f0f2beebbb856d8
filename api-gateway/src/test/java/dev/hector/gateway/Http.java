package dev.hector.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP client of the server under test. */
final class Http {

    record Reply(int status, String body, HttpResponse<?> response) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String code() {
            return json().path("code").asString();
        }
    }

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;

    Http(String base) {
        this.base = base;
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply get(String path, UnaryOperator<HttpRequest.Builder> more) {
        return text(more.apply(request(path)).GET().build());
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply post(String path, String json, UnaryOperator<HttpRequest.Builder> more) {
        return text(more.apply(request(path).header("Content-Type", "application/json"))
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    Reply send(String method, String path, @Nullable String json) {
        var request = request(path).header("Content-Type", "application/json");
        var body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        return text(request.method(method, body).build());
    }

    Reply text(HttpRequest request) {
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of a stream as they come; closing it hangs up. */
    HttpResponse<Stream<String>> lines(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String json) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }
}
