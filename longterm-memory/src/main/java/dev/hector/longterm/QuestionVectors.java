package dev.hector.longterm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vectors of questions, those of the last ones at hand. */
final class QuestionVectors {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionVectors.class);
    private static final int QUESTIONS = 1_000;

    /** A model that has just failed is not waited for by every question. */
    private static final Duration FAILURE_STANDS = Duration.ofSeconds(10);

    private record Asked(String model, String text) {}

    private final Cache<Asked, float[]> recent =
            Caffeine.newBuilder().maximumSize(QUESTIONS).build();
    private final Cache<String, Boolean> failing =
            Caffeine.newBuilder().expireAfterWrite(FAILURE_STANDS).build();

    /** Empty while the model gives none. */
    Optional<float[]> of(String text, Embedder embedder) {
        var asked = new Asked(embedder.model(), text);
        var known = Optional.ofNullable(recent.getIfPresent(asked));
        return known.isPresent() || failing.getIfPresent(embedder.model()) != null ? known : embedded(asked, embedder);
    }

    private Optional<float[]> embedded(Asked asked, Embedder embedder) {
        try {
            var vector = embedder.embed(List.of(asked.text())).getFirst();
            recent.put(asked, vector);
            return Optional.of(vector);
        } catch (EmbeddingFailedException failure) {
            failing.put(asked.model(), true);
            LOG.warn("Memories are recalled by their words only: {}", failure.getMessage());
            return Optional.empty();
        }
    }
}
