package dev.hector.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events, as the HTML standard describes it. */
final class ServerSentEvents implements AutoCloseable {

    /**
     * An event with data.
     *
     * @param id of this event or the last one that had any; empty before that
     * @param type {@code message} unless named
     */
    record Frame(String id, String type, String data) {}

    private final BufferedReader lines;
    private String lastId = "";
    private String type = "";
    private final StringBuilder data = new StringBuilder();

    ServerSentEvents(InputStream body) {
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** The next event; null at the end of the stream, where an unfinished event is dropped. */
    @Nullable
    Frame next() throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty()) {
                field(line);
            } else if (!data.isEmpty()) {
                return frame();
            } else {
                type = "";
            }
        }
        return null;
    }

    private void field(String line) {
        var colon = line.indexOf(':');
        var name = colon < 0 ? line : line.substring(0, colon);
        var value = colon < 0 ? "" : line.substring(colon + 1);
        var content = value.startsWith(" ") ? value.substring(1) : value;
        switch (name) {
            case "id" -> lastId = content;
            case "event" -> type = content;
            case "data" -> data.append(content).append('\n');
            default -> {}
        }
    }

    private Frame frame() {
        var frame = new Frame(lastId, type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1));
        data.setLength(0);
        type = "";
        return frame;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
