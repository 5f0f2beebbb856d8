package dev.hector.benchmarks;

import dev.hector.recall.Hit;
import dev.hector.recall.Memory;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Origin;
import dev.hector.recall.Question;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Long-term memory by words and vectors, without the model that makes the vectors. Public since the harness calls it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecallSearch {

    private static final int DIMENSIONS = 384;
    private static final int SESSION = 40;

    /** Messages as long as people's, of words as frequent as Zipf's law says. */
    @State(Scope.Benchmark)
    public abstract static class Memories {

        private static final int WORDS = 25;
        private static final int WORDS_OF_A_QUESTION = 9;
        private static final int VOCABULARY = 20_000;
        private static final int QUESTIONS = 64;

        private final Random random = new Random(1);
        private final MemoryIndex index = new MemoryIndex();
        private final List<Question> questions = IntStream.range(0, QUESTIONS)
                .mapToObj(_ -> Question.of(text(WORDS_OF_A_QUESTION), 20))
                .toList();
        private final List<float[]> vectors =
                IntStream.range(0, QUESTIONS).mapToObj(_ -> vector()).toList();
        private int next;

        abstract int memories();

        @Setup
        public void fill() {
            for (var id = 0; id < memories(); id++) {
                var speaker = id % 2 == 0 ? "Ann" : "Bob";
                var said = Instant.ofEpochSecond(1_700_000_000L + 600L * id);
                var origin = new Origin(id, "s" + id / SESSION, id % SESSION, speaker, said);
                index.add(new Memory(origin, text(WORDS) + (id % 4 == 0 ? "?" : ".")), vector());
            }
        }

        List<Hit> search() {
            var question = next++ % QUESTIONS;
            return index.search(questions.get(question), vectors.get(question));
        }

        private String text(int words) {
            return IntStream.range(0, words)
                    .mapToObj(_ -> "w" + (int) Math.pow(VOCABULARY, random.nextDouble()) + "x")
                    .collect(Collectors.joining(" "));
        }

        private float[] vector() {
            var vector = new float[DIMENSIONS];
            for (var i = 0; i < DIMENSIONS; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            return vector;
        }
    }

    /** What a user of some months has said. */
    public static class Thousand extends Memories {

        @Override
        int memories() {
            return 1000;
        }
    }

    /** What all users of an agent have said. */
    public static class HundredThousand extends Memories {

        @Override
        int memories() {
            return 100_000;
        }
    }

    @Benchmark
    public List<Hit> recallFrom1000Memories(Thousand memories) {
        return memories.search();
    }

    @Benchmark
    public List<Hit> recallFrom100000Memories(HundredThousand memories) {
        return memories.search();
    }
}
