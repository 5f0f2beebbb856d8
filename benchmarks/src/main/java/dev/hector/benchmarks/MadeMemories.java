package dev.hector.benchmarks;

import dev.hector.recall.Memory;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Origin;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Messages as long as people's, of words as frequent as Zipf's law says, with vectors of random directions. The same seed
 * gives the same memories.
 */
final class MadeMemories {

    static final int DIMENSIONS = 384;

    /** Messages of a session. */
    static final int SESSION = 40;

    private static final int WORDS = 25;
    private static final int WORDS_OF_A_QUESTION = 9;
    private static final int VOCABULARY = 20_000;

    private final Random random;

    MadeMemories(long seed) {
        this.random = new Random(seed);
    }

    String message(int number) {
        return text(WORDS) + (number % 4 == 0 ? "?" : ".");
    }

    String question() {
        return text(WORDS_OF_A_QUESTION);
    }

    private String text(int words) {
        return IntStream.range(0, words)
                .mapToObj(_ -> "w" + (int) Math.pow(VOCABULARY, random.nextDouble()) + "x")
                .collect(Collectors.joining(" "));
    }

    float[] vector() {
        var vector = new float[DIMENSIONS];
        for (var i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** So many of them, of two people in many sessions. */
    MemoryIndex index(int memories) {
        var index = new MemoryIndex();
        for (var id = 0; id < memories; id++) {
            var speaker = id % 2 == 0 ? "Ann" : "Bob";
            var said = Instant.ofEpochSecond(1_700_000_000L + 600L * id);
            var origin = new Origin(id, "s" + id / SESSION, id % SESSION, speaker, said);
            index.add(new Memory(origin, message(id)), vector());
        }
        return index;
    }
}
