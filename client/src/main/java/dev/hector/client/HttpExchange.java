package dev.hector.client;

import dev.hector.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** JSON requests to one server, in one user's name. */
final class HttpExchange implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 400;

    private final HttpClient client;
    private final boolean closesClient;
    private final URI server;
    private final String token;
    private final String user;

    /**
     * @param server the base address, with or without a path
     * @param token empty for none
     * @param user empty to be nobody in particular
     */
    HttpExchange(URI server, String token, String user) {
        this(newClient(), true, server, token, user);
    }

    private HttpExchange(HttpClient client, boolean closesClient, URI server, String token, String user) {
        this.client = client;
        this.closesClient = closesClient;
        this.server = server;
        this.token = token;
        this.user = user;
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** The same in somebody else's name; it lives as long as this. */
    HttpExchange onBehalfOf(String otherUser) {
        return new HttpExchange(client, false, server, token, otherUser);
    }

    <T> T get(String path, Class<T> type) {
        return read(send(request(path).timeout(TO_ANSWER).GET().build(), BodyHandlers.ofString()), type);
    }

    <T> T request(String method, String path, Map<String, Object> body, Class<T> type) {
        var request =
                request(path).timeout(TO_ANSWER).method(method, json(body)).build();
        return read(send(request, BodyHandlers.ofString()), type);
    }

    void delete(String path) {
        var response = send(request(path).timeout(TO_ANSWER).DELETE().build(), BodyHandlers.ofString());
        if (response.statusCode() >= FIRST_ERROR) {
            throw HttpProblem.refusal(response.body(), response.statusCode());
        }
    }

    /** Begins a stream of events, or goes on after one. */
    ServerSentEvents stream(String method, String path, Map<String, Object> body, String lastEventId)
            throws IOException {
        var request = request(path).header("Accept", "text/event-stream, application/problem+json");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        var publisher = method.equals("GET") ? BodyPublishers.noBody() : json(body);
        var response = exchange(request.method(method, publisher).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() >= FIRST_ERROR) {
            throw HttpProblem.refusal(text(response.body()), response.statusCode());
        }
        return new ServerSentEvents(response.body());
    }

    private HttpRequest.Builder request(String path) {
        var base = server.toString();
        var root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        var request = HttpRequest.newBuilder(URI.create(root + path)).header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!user.isEmpty()) {
            request.header("X-User-Id", user);
        }
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return exchange(request, handler);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) throws IOException {
        try {
            return client.send(request, handler);
        } catch (InterruptedException _) {
            throw RefusedException.interrupted();
        }
    }

    private static <T> T read(HttpResponse<String> response, Class<T> type) {
        if (response.statusCode() >= FIRST_ERROR) {
            throw HttpProblem.refusal(response.body(), response.statusCode());
        }
        try {
            return Objects.requireNonNull(WireJson.MAPPER.readValue(response.body(), type), "JSON null");
        } catch (JacksonException | NullPointerException _) {
            throw HttpProblem.refusal("", response.statusCode());
        }
    }

    RefusedException unreachable(IOException failure) {
        if (Thread.interrupted()) {
            return RefusedException.interrupted();
        }
        return new RefusedException(
                RefusedException.UNREACHABLE, server + " cannot be reached (" + reason(failure) + ")");
    }

    /** The JDK's own words are missing or quote what the other side sent. */
    private static String reason(IOException failure) {
        var message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return switch (failure) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException refused -> isUnknown(refused) ? "no such host" : "nothing listens there";
            case IOException other
            when other.getCause() instanceof ProtocolException ->
                "what listens there does not speak HTTP; is it the port for gRPC?";
            default -> message;
        };
    }

    private static boolean isUnknown(ConnectException refused) {
        var cause = refused.getCause();
        return cause != null && cause.getCause() instanceof UnresolvedAddressException;
    }

    private static HttpRequest.BodyPublisher json(Map<String, Object> body) {
        return BodyPublishers.ofByteArray(WireJson.MAPPER.writeValueAsBytes(body));
    }

    private static String text(InputStream body) throws IOException {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Empty parameters are left out. */
    static String query(Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** Does not wait: an answer that was given up may still be on its way. */
    @Override
    public void close() {
        if (closesClient) {
            client.shutdownNow();
        }
    }
}
