package dev.hector.gateway.rest;

import dev.hector.gateway.EdgeWatch;
import dev.hector.gateway.EventTails;
import dev.hector.gateway.RefusedException;
import dev.hector.gateway.TurnStream;
import dev.hector.wire.Views.EventView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Answers with server-sent events on the request's own thread, until the end or until the client has gone. */
final class EventStreams {

    private final JsonMapper json;
    private final Duration heartbeat;
    private final EdgeWatch watch;

    EventStreams(JsonMapper json, Duration heartbeat, EdgeWatch watch) {
        this.json = json;
        this.heartbeat = heartbeat;
        this.watch = watch;
    }

    /** Sends what is left of a turn; 204 tells an {@code EventSource} that nothing is. */
    void send(TurnStream turn, String instance, HttpServletResponse response) throws IOException, InterruptedException {
        if (turn.ended() && turn.done().isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        var out = SseWriter.open(json, response);
        try (var _ = watch.streaming("turn")) {
            sendParts(turn, out);
        } catch (RefusedException refused) {
            out.error(refused.refusal(), instance);
        }
    }

    private void sendParts(TurnStream turn, SseWriter out) throws IOException, InterruptedException {
        while (!turn.ended()) {
            var part = turn.next(heartbeat);
            if (part.isPresent()) {
                out.part(part.get());
            } else {
                out.heartbeat();
            }
        }
        var done = turn.done();
        if (done.isPresent()) {
            out.done(done.get());
        }
    }

    /** Sends events as they are stored. */
    void send(EventTails.Tail tail, String instance, HttpServletResponse response) throws IOException {
        var out = SseWriter.open(json, response);
        try (var _ = watch.streaming("events")) {
            while (!tail.ended()) {
                var events = tail.next(heartbeat);
                if (events.isEmpty()) {
                    out.heartbeat();
                }
                for (var event : events) {
                    out.event(Long.toString(event.getSequence()), null, EventView.of(event));
                }
            }
        } catch (RefusedException refused) {
            out.error(refused.refusal(), instance);
        }
    }
}
