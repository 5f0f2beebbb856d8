package dev.hector.gateway;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Reads server-sent events one by one, as they come. */
final class SseStream implements AutoCloseable {

    record Frame(String id, String event, String data) {}

    private final Stream<String> lines;
    private final Iterator<String> next;
    private final int status;
    private int comments;

    private SseStream(int status, Stream<String> lines) {
        this.status = status;
        this.lines = lines;
        this.next = lines.iterator();
    }

    static SseStream open(Http http, HttpRequest request) {
        var response = http.lines(request);
        return new SseStream(response.statusCode(), response.body());
    }

    int status() {
        return status;
    }

    int comments() {
        return comments;
    }

    /** The next frame; an empty one at the end. */
    Frame frame() {
        var id = "";
        var event = "";
        var data = "";
        while (next.hasNext()) {
            var line = next.next();
            if (line.startsWith(":")) {
                comments++;
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Frame(id, event, data);
            }
        }
        return new Frame("", "", "");
    }

    List<Frame> rest() {
        var frames = new ArrayList<Frame>();
        for (var frame = frame(); !frame.data().isEmpty(); frame = frame()) {
            frames.add(frame);
        }
        return frames;
    }

    @Override
    public void close() {
        lines.close();
    }
}
