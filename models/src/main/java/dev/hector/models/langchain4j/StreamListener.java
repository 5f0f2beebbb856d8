package dev.hector.models.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at each event before LangChain4j does, which skips broken ones with some providers, and takes errors that are
 * sent within the stream for chunks without text.
 */
final class StreamListener implements ServerSentEventListener {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SERVER_ERROR = 500;
    private static final Map<String, Integer> STATUS_OF_TYPE = Map.of(
            "rate_limit_error",
            429,
            "server_error",
            500,
            "api_error",
            500,
            "timeout_error",
            504,
            "overloaded_error",
            529);

    private final ServerSentEventListener langChain4j;
    private final Exchange exchange;

    StreamListener(ServerSentEventListener langChain4j, Exchange exchange) {
        this.langChain4j = langChain4j;
        this.exchange = exchange;
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
        langChain4j.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        var data = event.data().strip();
        if (data.equals("[DONE]")) {
            exchange.endMarked();
        }
        var problem = data.isEmpty() || data.equals("[DONE]") ? null : problemIn(data);
        if (problem != null) {
            exchange.signal(problem);
            return;
        }
        pass(event, context);
    }

    private void pass(ServerSentEvent event, ServerSentEventContext context) {
        try {
            langChain4j.onEvent(event, context);
        } catch (RuntimeException _) {
            exchange.signal(new Signal.Garbled());
        }
    }

    private static @Nullable Signal problemIn(String data) {
        try {
            var error = JSON.readTree(data).path("error");
            return error.isMissingNode() || error.isNull() ? null : new Signal.Refused(statusOf(error), data, null);
        } catch (JacksonException _) {
            return new Signal.Garbled();
        }
    }

    private static int statusOf(JsonNode error) {
        var code = error.path("code");
        return code.isInt()
                ? code.intValue()
                : STATUS_OF_TYPE.getOrDefault(error.path("type").asString(""), SERVER_ERROR);
    }

    @Override
    public void onError(Throwable error) {
        exchange.signal(new Signal.Broken(error instanceof Exception e ? e : new IOException(error)));
    }

    @Override
    public void onClose() {
        langChain4j.onClose();
    }
}
