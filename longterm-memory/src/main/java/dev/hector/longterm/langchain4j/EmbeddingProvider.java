package dev.hector.longterm.langchain4j;

import dev.hector.configuration.EmbedderConfig;
import dev.hector.configuration.EmbedderType;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.net.http.HttpClient.Version;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider's embedding model. */
final class EmbeddingProvider {

    private static final String MINILM = "all-minilm-l6-v2-q";
    private static final Pattern VERSION = Pattern.compile("/v\\d\\w*(/|$)");

    private EmbeddingProvider() {}

    /** What vectors of the model are known by. */
    static String modelName(EmbedderConfig config) {
        return config.type() == EmbedderType.MINILM ? MINILM : config.type().wireName() + "/" + config.model();
    }

    static EmbeddingModel of(EmbedderConfig config) {
        return switch (config.type()) {
            case MINILM -> inProcess();
            case OPENAI -> openAi(config);
            case OLLAMA -> ollama(config);
        };
    }

    /** On the calling thread. Its tokenizer's library would report its use and fetch a build of itself for a GPU. */
    private static EmbeddingModel inProcess() {
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("RUST_FLAVOR", "cpu");
        return new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static EmbeddingModel openAi(EmbedderConfig config) {
        return OpenAiEmbeddingModel.builder()
                .httpClientBuilder(http())
                .baseUrl(versioned(config.host()))
                .apiKey(Objects.requireNonNullElse(config.apiKey(), "none"))
                .modelName(config.model())
                .timeout(config.timeout())
                .maxRetries(0)
                .build();
    }

    private static EmbeddingModel ollama(EmbedderConfig config) {
        var host = trimmed(Objects.requireNonNullElse(config.host(), "http://localhost:11434"));
        return OllamaEmbeddingModel.builder()
                .httpClientBuilder(http())
                .baseUrl(host.replaceFirst("/(api|v1)$", ""))
                .modelName(config.model())
                .timeout(config.timeout())
                .maxRetries(0)
                .customHeaders(
                        config.apiKey() == null ? Map.of() : Map.of("Authorization", "Bearer " + config.apiKey()))
                .build();
    }

    /** Small servers choke on the offer to upgrade to HTTP/2. */
    private static HttpClientBuilder http() {
        return JdkHttpClient.builder()
                .httpClientBuilder(java.net.http.HttpClient.newBuilder().version(Version.HTTP_1_1));
    }

    /** People write a host with or without the version in its path. */
    private static String versioned(@Nullable String host) {
        var base = trimmed(Objects.requireNonNullElse(host, "https://api.openai.com"))
                .replaceFirst("/embeddings$", "");
        return VERSION.matcher(base).find() ? base : base + "/v1";
    }

    private static String trimmed(String host) {
        return host.replaceFirst("/+$", "");
    }
}
