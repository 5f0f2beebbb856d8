package dev.hector.longterm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hector.configuration.EmbedderConfig;
import dev.hector.configuration.EmbedderType;
import dev.hector.longterm.EmbeddingFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LangChain4jEmbedderTest {

    private static final String KEY = "sk-very-secret";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void embedsInThisProcess() throws EmbeddingFailedException {
        var embedder = new LangChain4jEmbedder(EmbedderConfig.MINILM);

        var vectors = embedder.embed(List.of("My dog barks.", "The puppy makes noise.", "Interest rates rose."));

        assertThat(embedder.model()).isEqualTo("all-minilm-l6-v2-q");
        assertThat(vectors).hasSize(3).allSatisfy(vector -> assertThat(vector).hasSize(384));
        assertThat(cosine(vectors.get(0), vectors.get(1))).isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.2);
    }

    @Test
    void asksOpenAiAndCompatibleHosts() throws EmbeddingFailedException {
        answer("/v1/embeddings", 200, """
            {"object":"list","model":"m","usage":{"prompt_tokens":1,"total_tokens":1},
             "data":[{"object":"embedding","index":0,"embedding":[1.0,0.5]},
                     {"object":"embedding","index":1,"embedding":[0.25,0.0]}]}
            """);
        var embedder = new LangChain4jEmbedder(config(EmbedderType.OPENAI, KEY));

        assertThat(embedder.embed(List.of("one", "two")))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new float[] {1, 0.5f}, new float[] {0.25f, 0}));
        assertThat(embedder.model()).isEqualTo("openai/m");
        assertThat(received).singleElement().asString().contains("Bearer " + KEY, "\"m\"", "\"one\"", "\"two\"");
    }

    @Test
    void asksOllama() throws EmbeddingFailedException {
        answer("/api/embed", 200, "{\"model\":\"m\",\"embeddings\":[[1.0,0.5]]}");
        var embedder = new LangChain4jEmbedder(config(EmbedderType.OLLAMA, null));

        assertThat(embedder.embed(List.of("one"))).usingRecursiveComparison().isEqualTo(List.of(new float[] {1, 0.5f}));
        assertThat(embedder.model()).isEqualTo("ollama/m");
    }

    @Test
    void saysWhatTheProviderSaidWithoutTheKey() {
        answer("/v1/embeddings", 401, "{\"error\":{\"message\":\"Incorrect API key: " + KEY + "\"}}");

        assertThatExceptionOfType(EmbeddingFailedException.class)
                .isThrownBy(() -> new LangChain4jEmbedder(config(EmbedderType.OPENAI, KEY)).embed(List.of("one")))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith("embedder 'mine': ")
                        .contains("Incorrect API key")
                        .doesNotContain(KEY));
        assertThat(received).hasSize(1);
    }

    @Test
    void refusesFewerVectorsThanTexts() {
        answer("/api/embed", 200, "{\"model\":\"m\",\"embeddings\":[[1.0,0.5]]}");

        assertThatExceptionOfType(EmbeddingFailedException.class)
                .isThrownBy(
                        () -> new LangChain4jEmbedder(config(EmbedderType.OLLAMA, null)).embed(List.of("one", "two")))
                .withMessageContaining("1 vectors for 2 texts");
    }

    private EmbedderConfig config(EmbedderType type, @Nullable String key) {
        var host = "http://localhost:" + provider.getAddress().getPort();
        return new EmbedderConfig("mine", type, "m", key, host, Duration.ofSeconds(5));
    }

    private void answer(String path, int status, String body) {
        provider.createContext(path, exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + asked);
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static double cosine(float[] one, float[] other) {
        var product = 0.0;
        var ones = 0.0;
        var others = 0.0;
        for (var i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ones += one[i] * one[i];
            others += other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }
}
