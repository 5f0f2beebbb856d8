package dev.hector.benchmarks;

import dev.hector.recall.Hit;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Question;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    /** Held by the harness. */
    @State(Scope.Benchmark)
    public abstract static class Memories {

        private static final int QUESTIONS = 64;

        private final MadeMemories made = new MadeMemories(1);
        private final List<Question> questions = Stream.generate(made::question)
                .limit(QUESTIONS)
                .map(text -> Question.of(text, 20))
                .toList();
        private final List<float[]> vectors =
                Stream.generate(made::vector).limit(QUESTIONS).toList();
        private MemoryIndex index = new MemoryIndex();
        private int next;

        abstract int memories();

        @Setup
        public void fill() {
            index = made.index(memories());
        }

        List<Hit> search() {
            var question = next++ % QUESTIONS;
            return index.search(questions.get(question), vectors.get(question));
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
