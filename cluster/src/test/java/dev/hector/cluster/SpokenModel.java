package dev.hector.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A provider that speaks OpenAI's protocol and says, word by word, what a test tells it to when the test tells it to. */
final class SpokenModel implements AutoCloseable {

    private static final String END = "";

    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final HttpServer http;

    SpokenModel() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/v1/chat/completions", this::answer);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
    }

    SpokenModel say(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    void finish() {
        words.add(END);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (var word = next(); !word.equals(END); word = next()) {
                out.write(chunk("{\"content\":\"" + word + "\"}", "null"));
                out.flush();
            }
            out.write(chunk("{}", "\"stop\""));
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] chunk(String delta, String reason) {
        var json =
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"spoken\",\"choices\":[{\"index\":0,\"delta\":"
                        + delta + ",\"finish_reason\":" + reason + "}]}";
        return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private String next() {
        try {
            var word = words.poll(30, TimeUnit.SECONDS);
            return word == null ? END : word;
        } catch (InterruptedException _) {
            return END;
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
