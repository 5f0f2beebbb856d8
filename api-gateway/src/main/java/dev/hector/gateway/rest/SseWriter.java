package dev.hector.gateway.rest;

import dev.hector.gateway.Refusal;
import dev.hector.proto.v1.MessageChunk;
import dev.hector.wire.Views;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes server-sent events, each flushed at once. */
final class SseWriter {

    private final JsonMapper json;
    private final OutputStream out;

    SseWriter(JsonMapper json, OutputStream out) {
        this.json = json;
        this.out = out;
    }

    /** Begins the stream: from here on nothing but events can be answered. */
    static SseWriter open(JsonMapper json, HttpServletResponse response) throws IOException {
        announce(response, false);
        return new SseWriter(json, response.getOutputStream());
    }

    /**
     * Sends what stands before the first event.
     *
     * @param detached the events are written past the response, and the connection ends with them
     */
    static void announce(HttpServletResponse response, boolean detached) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (detached) {
            response.setHeader("Connection", "close");
        }
        response.flushBuffer();
    }

    void part(MessageChunk part) throws IOException {
        switch (part.getPartCase()) {
            case STARTED -> event(part.getPosition(), "turn.started", Views.TurnStartedView.of(part.getStarted()));
            case CHUNK -> event(part.getPosition(), null, new Views.ChunkView(part.getChunk()));
            case COMPLETED ->
                event(part.getPosition(), "turn.completed", Views.MessageResponseView.of(part.getCompleted()));
            case PART_NOT_SET -> {}
        }
    }

    void done(String id) throws IOException {
        frame(id, null, "[DONE]");
    }

    void error(Refusal refusal, String instance) throws IOException {
        var sequence = refusal.details().getOrDefault("sequence", "0");
        frame(sequence.equals("0") ? null : sequence, "error", write(Problem.of(refusal, instance)));
    }

    void event(String id, @Nullable String name, Object data) throws IOException {
        frame(id, name, write(data));
    }

    void heartbeat() throws IOException {
        send(": heartbeat\n\n");
    }

    private String write(Object data) {
        return json.writeValueAsString(data);
    }

    private void frame(@Nullable String id, @Nullable String name, String data) throws IOException {
        var frame = new StringBuilder();
        if (id != null) {
            frame.append("id: ").append(id).append('\n');
        }
        if (name != null) {
            frame.append("event: ").append(name).append('\n');
        }
        send(frame.append("data: ").append(data).append("\n\n").toString());
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
