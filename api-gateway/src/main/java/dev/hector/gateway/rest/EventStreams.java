package dev.hector.gateway.rest;

import dev.hector.gateway.EdgeWatch;
import dev.hector.gateway.EventTails;
import dev.hector.gateway.RefusedException;
import dev.hector.gateway.TurnStream;
import dev.hector.proto.v1.Event;
import dev.hector.wire.Views.EventView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Answers with server-sent events, until the end or until the client has gone. */
final class EventStreams {

    private final JsonMapper json;
    private final Duration heartbeat;
    private final EdgeWatch watch;

    EventStreams(JsonMapper json, Duration heartbeat, EdgeWatch watch) {
        this.json = json;
        this.heartbeat = heartbeat;
        this.watch = watch;
    }

    /** Sends what is left of a turn, on the request's own thread; 204 tells an {@code EventSource} that nothing is. */
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

    /** Sends events as they are stored, also after the request has returned. */
    void send(EventTails.Tail tail, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            SseWriter.announce(response, true);
            DetachedStream.begin(request, new TailAnswer(tail, request.getRequestURI()));
        } catch (IOException | RuntimeException failure) {
            tail.close();
            throw failure;
        }
    }

    private final class TailAnswer implements DetachedStream.Answer {

        private final EventTails.Tail tail;
        private final String instance;

        private TailAnswer(EventTails.Tail tail, String instance) {
            this.tail = tail;
            this.instance = instance;
        }

        @Override
        public void writeTo(OutputStream stream) throws IOException {
            var out = new SseWriter(json, stream);
            try (tail;
                    var _ = watch.streaming("events")) {
                while (!tail.ended()) {
                    write(tail.next(heartbeat), out);
                }
            } catch (RefusedException refused) {
                out.error(refused.refusal(), instance);
            }
        }

        private void write(List<Event> events, SseWriter out) throws IOException {
            if (events.isEmpty()) {
                out.heartbeat();
            }
            for (var event : events) {
                out.event(Long.toString(event.getSequence()), null, EventView.of(event));
            }
        }

        @Override
        public void giveUp() {
            tail.close();
        }
    }
}
