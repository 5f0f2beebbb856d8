package dev.hector.longterm;

import java.util.List;
import java.util.Locale;

/** Texts with the same words have the same vector. */
final class WordEmbedder implements Embedder {

    private static final int DIMENSIONS = 64;

    private final String model;

    WordEmbedder(String model) {
        this.model = model;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EmbeddingFailedException {
        return texts.stream().map(WordEmbedder::vector).toList();
    }

    private static float[] vector(String text) {
        var vector = new float[DIMENSIONS];
        vector[0] = 0.1f;
        for (var word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
            vector[1 + Math.floorMod(word.hashCode(), DIMENSIONS - 1)] += 1;
        }
        return vector;
    }
}
