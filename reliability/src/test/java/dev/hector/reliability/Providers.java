package dev.hector.reliability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Models of a provider that speaks OpenAI's protocol: one that answers slowly, word by word, and one that embeds. */
final class Providers implements AutoCloseable {

    static final int WORDS = 30;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MILLIS_A_WORD = 25;

    private final HttpServer http;

    Providers() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/v1/chat/completions", Providers::speak);
        http.createContext("/v1/embeddings", Providers::embed);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1";
    }

    private static void speak(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (var word = 0; word < WORDS; word++) {
                TimeUnit.MILLISECONDS.sleep(MILLIS_A_WORD);
                chunk(out, "{\"content\":\"w" + word + " \"}", "null");
            }
            chunk(out, "{}", "\"stop\"");
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void chunk(OutputStream out, String delta, String reason) throws IOException {
        var json = """
            {"id":"c","object":"chat.completion.chunk","model":"slow","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}\
            """.formatted(delta, reason);
        out.write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Every text is alike. */
    private static void embed(HttpExchange exchange) throws IOException {
        var texts = JSON.readTree(exchange.getRequestBody()).path("input").size();
        var vectors = IntStream.range(0, texts)
                .mapToObj("{\"object\":\"embedding\",\"index\":%d,\"embedding\":[0.6,0.8]}"::formatted)
                .collect(Collectors.joining(","));
        var json = "{\"object\":\"list\",\"model\":\"alike\",\"data\":[" + vectors
                + "],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
