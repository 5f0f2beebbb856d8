package dev.hector.models.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * LangChain4j's HTTP port on the JDK's client. Unlike LangChain4j's own it keeps the headers of a refusal, reads on a
 * virtual thread instead of the common pool, can be cut off at any time, and lets no broken event pass unnoticed.
 */
final class ProviderHttpClient implements HttpClient {

    private static final int LONGEST_REFUSAL = 16_384;

    private final java.net.http.HttpClient jdk;

    ProviderHttpClient(Duration connectTimeout) {
        jdk = java.net.http.HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** What LangChain4j wants to be given instead of a client. Its timeouts are not ours. */
    HttpClientBuilder asBuilder() {
        return new Ready(this);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("every answer is streamed");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        var exchange = Exchange.CURRENT.get();
        var jdkRequest = toJdk(request);
        exchange.readBy(
                Thread.ofVirtual().name("model-stream").start(() -> stream(jdkRequest, parser, listener, exchange)));
    }

    private void stream(
            java.net.http.HttpRequest request,
            ServerSentEventParser parser,
            ServerSentEventListener listener,
            Exchange exchange) {
        try {
            var response = jdk.send(request, BodyHandlers.ofInputStream());
            exchange.heard();
            try (var body = new HeardInputStream(response.body(), exchange)) {
                exchange.signal(receive(response, body, parser, new StreamListener(listener, exchange)));
            }
        } catch (IOException e) {
            exchange.signal(new Signal.Broken(e));
        } catch (RuntimeException _) {
            exchange.signal(new Signal.Garbled());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Signal receive(
            HttpResponse<?> response, InputStream body, ServerSentEventParser parser, StreamListener listener)
            throws IOException {
        if (response.statusCode() / 100 != 2) {
            var text = new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
            var retryAfter = response.headers().firstValue("Retry-After").orElse(null);
            return new Signal.Refused(response.statusCode(), text, retryAfter);
        }
        listener.onOpen(opened(response));
        parser.parse(body, listener);
        listener.onClose();
        return new Signal.Ended();
    }

    private static SuccessfulHttpResponse opened(HttpResponse<?> response) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build();
    }

    private static java.net.http.HttpRequest toJdk(HttpRequest request) {
        var uri = URI.create(request.url());
        var jdkRequest = java.net.http.HttpRequest.newBuilder(uri)
                .method(request.method().name(), BodyPublishers.ofString(request.body()));
        if ("http".equals(uri.getScheme())) {
            // Small servers choke on the offer to upgrade to HTTP/2.
            jdkRequest.version(Version.HTTP_1_1);
        }
        request.headers().forEach((name, values) -> values.forEach(value -> jdkRequest.header(name, value)));
        return jdkRequest.build();
    }

    /** Any byte is a sign of life, also a comment that the parser drops. */
    private static final class HeardInputStream extends FilterInputStream {

        private final Exchange exchange;

        HeardInputStream(InputStream in, Exchange exchange) {
            super(in);
            this.exchange = exchange;
        }

        @Override
        public int read() throws IOException {
            var value = super.read();
            exchange.heard();
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = super.read(bytes, offset, length);
            exchange.heard();
            return count;
        }
    }

    private record Ready(HttpClient client) implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return client;
        }
    }
}
