package dev.hector.client;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.wire.FoundViews.MemoryPage;
import dev.hector.wire.FoundViews.SearchPage;
import dev.hector.wire.Views.EventPage;
import dev.hector.wire.Views.EventView;
import dev.hector.wire.Views.ImportedView;
import dev.hector.wire.Views.MessagePage;
import dev.hector.wire.Views.MessageResponseView;
import dev.hector.wire.Views.SessionPage;
import dev.hector.wire.Views.SessionView;
import dev.hector.wire.Views.WorkingMemoryView;
import dev.hector.wire.WireJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sessions behind REST, with answers and events as server-sent events. */
final class HttpSessionClient implements SessionClient {

    private final HttpExchange http;
    private final String agent;

    HttpSessionClient(HttpExchange http, String agent) {
        this.http = http;
        this.agent = agent;
    }

    @Override
    public SessionView create() {
        return http.request("POST", sessions(), Map.of(), SessionView.class);
    }

    @Override
    public SessionView createOrGet(String sessionId) {
        return http.request("PUT", session(sessionId), Map.of(), SessionView.class);
    }

    @Override
    public SessionView createOrGet(String sessionId, TranscriptLine description) {
        var body = new LinkedHashMap<String, Object>();
        put(body, "title", description.title());
        put(body, "metadata", description.metadata());
        return http.request("PUT", session(sessionId), body, SessionView.class);
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    @Override
    public SessionView get(String sessionId) {
        return http.get(session(sessionId), SessionView.class);
    }

    @Override
    public SessionPage list(SessionFilter filter, int pageSize, String pageToken) {
        var query = new LinkedHashMap<String, String>();
        query.put("page_size", Integer.toString(pageSize));
        query.put("page_token", pageToken);
        query.put("status", filter.status());
        query.put("user_id", filter.userId());
        query.put("order", filter.order());
        return http.get(sessions() + HttpExchange.query(query), SessionPage.class);
    }

    @Override
    public SessionView end(String sessionId) {
        return http.request("POST", session(sessionId) + "/end", Map.of(), SessionView.class);
    }

    @Override
    public void delete(String sessionId) {
        http.delete(session(sessionId));
    }

    /** The message carries an id of ours, so that a stream that breaks can be taken up without sending it twice. */
    @Override
    public MessageResponseView send(String sessionId, String message, Consumer<String> pieces) {
        var id = "msg_" + UlidCreator.getMonotonicUlid();
        var body = Map.<String, Object>of("message", message, "message_id", id);
        return new HttpTurn(http, session(sessionId) + "/messages/stream", body, pieces).answer();
    }

    @Override
    public EventPage events(String sessionId, EventFilter filter, int pageSize, String pageToken) {
        var query = new LinkedHashMap<String, String>();
        query.put("page_size", Integer.toString(pageSize));
        query.put("page_token", pageToken);
        query.put("after", Long.toString(filter.after()));
        query.put("types", String.join(",", filter.types()));
        return http.get(session(sessionId) + "/events" + HttpExchange.query(query), EventPage.class);
    }

    @Override
    public void follow(String sessionId, EventFilter filter, Consumer<EventView> events) {
        var query = new LinkedHashMap<String, String>();
        query.put("from", Long.toString(filter.after() + 1));
        query.put("types", String.join(",", filter.types()));
        try (var stream =
                http.stream("GET", session(sessionId) + "/events" + HttpExchange.query(query), Map.of(), "")) {
            for (var frame = stream.next(); frame != null; frame = stream.next()) {
                if (frame.type().equals("error")) {
                    throw HttpProblem.of(frame.data());
                }
                events.accept(WireJson.MAPPER.readValue(frame.data(), EventView.class));
            }
        } catch (IOException e) {
            throw http.unreachable(e);
        }
    }

    @Override
    public ImportedView store(String sessionId, List<TranscriptLine> messages) {
        var body = Map.<String, Object>of(
                "messages", messages.stream().map(HttpSessionClient::said).toList());
        return http.request("POST", session(sessionId) + "/messages/import", body, ImportedView.class);
    }

    private static Map<String, Object> said(TranscriptLine message) {
        var body = new LinkedHashMap<String, Object>();
        put(body, "message", message.text());
        put(body, "message_id", message.id());
        put(body, "role", message.role());
        put(body, "occurred_at", message.time());
        put(body, "tool_calls", message.toolCalls());
        put(body, "tool_call_id", message.toolCallId());
        put(body, "metadata", message.metadata());
        return body;
    }

    @Override
    public MessagePage messages(String sessionId, int pageSize, String pageToken) {
        return http.get(
                session(sessionId) + "/messages" + HttpExchange.query(page(pageSize, pageToken)), MessagePage.class);
    }

    @Override
    public SearchPage search(SearchFilter filter, int pageSize, String pageToken) {
        var parameters = page(pageSize, pageToken);
        parameters.put("q", filter.query());
        parameters.put("order", filter.order());
        parameters.put("session_id", filter.sessionId());
        parameters.put("role", filter.role());
        parameters.put("from", filter.from() == null ? "" : filter.from().toString());
        parameters.put("to", filter.to() == null ? "" : filter.to().toString());
        return http.get(
                "/agents/" + HttpExchange.encode(agent) + "/search" + HttpExchange.query(parameters), SearchPage.class);
    }

    @Override
    public MemoryPage recall(String sessionId, String query, int limit) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("query", query);
        parameters.put("limit", limit == 0 ? "" : Integer.toString(limit));
        return http.get(session(sessionId) + "/memory/longterm" + HttpExchange.query(parameters), MemoryPage.class);
    }

    private static Map<String, String> page(int size, String token) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("page_size", Integer.toString(size));
        parameters.put("page_token", token);
        return parameters;
    }

    @Override
    public SessionClient onBehalfOf(String user) {
        return new HttpSessionClient(http.onBehalfOf(user), agent);
    }

    @Override
    public WorkingMemoryView workingMemory(String sessionId) {
        return http.get(session(sessionId) + "/memory/working", WorkingMemoryView.class);
    }

    @Override
    public void close() {
        http.close();
    }

    private String sessions() {
        return "/agents/" + HttpExchange.encode(agent) + "/sessions";
    }

    private String session(String sessionId) {
        return sessions() + "/" + HttpExchange.encode(sessionId);
    }
}
