package dev.hector.client;

import dev.hector.client.ServerSentEvents.Frame;
import dev.hector.wire.Views.MessageResponseView;
import dev.hector.wire.WireJson;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One message over HTTP: when the stream of its answer breaks, it is taken up where it broke off. */
final class HttpTurn {

    private static final int MOST_BREAKS = 4;

    private record Piece(String chunk) {}

    private final HttpExchange http;
    private final String path;
    private final Map<String, Object> body;
    private final Consumer<String> pieces;
    private String lastEventId = "";

    HttpTurn(HttpExchange http, String path, Map<String, Object> body, Consumer<String> pieces) {
        this.http = http;
        this.path = path;
        this.body = body;
        this.pieces = pieces;
    }

    MessageResponseView answer() {
        for (var breaks = 0; ; breaks++) {
            try (var stream = http.stream("POST", path, body, lastEventId)) {
                var answer = read(stream);
                if (answer.isPresent()) {
                    return answer.get();
                }
                giveUpAfter(breaks, RefusedException.brokenStream());
            } catch (IOException e) {
                giveUpAfter(breaks, http.unreachable(e));
            }
        }
    }

    private Optional<MessageResponseView> read(ServerSentEvents stream) throws IOException {
        for (var frame = stream.next(); frame != null; frame = stream.next()) {
            var answer = read(frame);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private Optional<MessageResponseView> read(Frame frame) {
        lastEventId = frame.id();
        switch (frame.type()) {
            case "message" ->
                pieces.accept(
                        WireJson.MAPPER.readValue(frame.data(), Piece.class).chunk());
            case "turn.completed" -> {
                return Optional.of(WireJson.MAPPER.readValue(frame.data(), MessageResponseView.class));
            }
            case "error" -> throw HttpProblem.of(frame.data());
            default -> {}
        }
        return Optional.empty();
    }

    /** Before the first event nothing tells a lost server from one that never was. */
    private void giveUpAfter(int breaks, RefusedException failure) {
        if (lastEventId.isEmpty() || breaks == MOST_BREAKS) {
            throw failure;
        }
        try {
            Thread.sleep(250L << breaks);
        } catch (InterruptedException _) {
            throw RefusedException.interrupted();
        }
    }
}
