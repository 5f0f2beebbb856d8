package dev.hector.longterm.langchain4j;

import dev.hector.configuration.EmbedderConfig;
import dev.hector.longterm.Embedder;
import dev.hector.longterm.EmbeddingFailedException;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model of LangChain4j's, made at its first use. Only so many requests are under way at a time. */
public final class LangChain4jEmbedder implements Embedder {

    private static final int PARALLEL = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int LONGEST_REASON = 300;

    private final EmbedderConfig config;
    private final Supplier<EmbeddingModel> maker;
    private final Semaphore free = new Semaphore(PARALLEL);
    private volatile @Nullable EmbeddingModel made;

    public LangChain4jEmbedder(EmbedderConfig config) {
        this(config, () -> EmbeddingProvider.of(config));
    }

    LangChain4jEmbedder(EmbedderConfig config, Supplier<EmbeddingModel> maker) {
        this.config = config;
        this.maker = maker;
    }

    @Override
    public String model() {
        return EmbeddingProvider.modelName(config);
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EmbeddingFailedException {
        free.acquireUninterruptibly();
        try {
            var embeddings = model(maker)
                    .embedAll(texts.stream().map(TextSegment::from).toList())
                    .content();
            return checked(texts.size(), embeddings);
        } catch (RuntimeException | LinkageError failure) {
            throw new EmbeddingFailedException(reason(failure), failure);
        } finally {
            free.release();
        }
    }

    private synchronized EmbeddingModel model(Supplier<EmbeddingModel> maker) {
        var model = made;
        if (model == null) {
            model = maker.get();
            made = model;
        }
        return model;
    }

    private static List<float[]> checked(int wanted, List<Embedding> embeddings) {
        var vectors = embeddings.stream().map(Embedding::vector).toList();
        var isUsable = vectors.size() == wanted && vectors.stream().allMatch(vector -> vector.length > 0);
        if (!isUsable) {
            throw new IllegalStateException("it gave %d vectors for %d texts".formatted(vectors.size(), wanted));
        }
        return vectors;
    }

    /** Without the key, which some providers repeat. */
    private String reason(Throwable failure) {
        var said = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        var key = config.apiKey();
        var safe = key == null ? said : said.replace(key, "…");
        return "embedder '%s': %s".formatted(config.name(), safe.substring(0, Math.min(safe.length(), LONGEST_REASON)));
    }
}
