package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How memories get their vectors. */
abstract class EmbeddingContract extends StoreContract {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final LongTermConfig CONVERSATIONAL = new LongTermConfig(StorageScope.CONVERSATIONAL, true, 5, 1);

    @Test
    void embedsInTheBackground() {
        session("1", "ada").asked("one", "two", "three");
        try (var remembering =
                Remembering.of(store, StorageScope.CONVERSATIONAL).started()) {
            assertThat(remembering).isNotNull();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(vectors("words")).isEqualTo(3));
        }
    }

    @Test
    void embedsOnlyWhatIsDue() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("one", "two", "three");
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL, 2)) {
            assertThat(remembering.count(session)).isEqualTo(2);

            remembering.embedded();

            assertThat(vectors("words")).isEqualTo(2);
        }
    }

    @Test
    void losesAndDoublesNothingHoweverOftenItIsKilled() {
        var texts = IntStream.range(0, 100).mapToObj(i -> "number " + i).toArray(String[]::new);
        var session = session("1", "ada").asked(texts);
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.count(session)).isEqualTo(100);
        }

        for (var steps = 0; vectors("words") < 100; steps++) {
            killAfter(steps % 20, START.plus(EmbeddingClaims.LEASE.multipliedBy(steps)));
        }

        assertThat(vectors("words")).isEqualTo(100);
        assertThat(count("SELECT count(DISTINCT position) FROM memory_vector")).isEqualTo(100);
        assertThat(count("SELECT count(*) FROM memory")).isEqualTo(100);
    }

    /** A process that dies at a step of its work: before or after something that it asks of the store or the model. */
    private void killAfter(int steps, Instant now) {
        var doomed = new DoomedStore(store, steps);
        try (var remembering = new Remembering(doomed, CONVERSATIONAL, doomed)) {
            remembering.embedded(InstantSource.fixed(now));
        } catch (Killed | EmbeddingFailedException _) {
            assertThat(doomed.left).isNegative();
        }
    }

    @Test
    void givesAVectorThatAnotherProcessWasFasterWithToNobody() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("one", "two");
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.count(session)).isEqualTo(2);
            var pending = new PendingEmbeddings(View.MESSAGES, AGENT, "words");
            var both = store.read(rows -> pending.next(rows, MemoryQueries.Mark.START, 10, "", START)).stream()
                    .map(one -> new PendingEmbeddings.Embedded(one.position(), new float[] {1}))
                    .toList();
            remembering.embedded();

            int stored = store.write(rows -> pending.store(rows, both));
            assertThat(stored).isZero();
            assertThat(vectors("words")).isEqualTo(2);
        }
    }

    @Test
    void givesNoVectorToADeletedMemory() {
        var session = session("1", "ada").asked("one", "two");
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.count(session)).isEqualTo(2);
            var pending = new PendingEmbeddings(View.MESSAGES, AGENT, "words");
            var both = store.read(rows -> pending.next(rows, MemoryQueries.Mark.START, 10, "", START)).stream()
                    .map(one -> new PendingEmbeddings.Embedded(one.position(), new float[] {1}))
                    .toList();
            var other = session("2", "ada");
            session.deleted();
            assertThat(remembering.recall(other, "one")).isEmpty();

            int stored = store.write(rows -> pending.store(rows, both));
            assertThat(stored).isZero();
        }
    }

    @Test
    void embedsAgainUnderAnotherModel() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("My dog is called Rex");
        try (var before = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(before.count(session)).isEqualTo(1);
            before.embedded();
        }

        try (var after = new Remembering(store, CONVERSATIONAL, new WordEmbedder("newer"))) {
            assertThat(after.recall(session, "dog")).containsExactly("My dog is called Rex");
            after.embedded();
            assertThat(vectors("newer")).isEqualTo(1);

            new UnusedVectors(store, AGENT, "newer").remove();

            assertThat(vectors("words")).isZero();
            assertThat(vectors("newer")).isEqualTo(1);
        }
    }

    @Test
    void comesPastATextThatTheModelDoesNotTake() {
        var texts = IntStream.range(0, 40)
                .mapToObj(i -> i == 5 ? "poison" : "number " + i)
                .toArray(String[]::new);
        var session = session("1", "ada").asked(texts);
        try (var remembering = new Remembering(store, CONVERSATIONAL, new Squeamish())) {
            assertThat(remembering.count(session)).isEqualTo(40);
            var queue = new EmbeddingQueue(remembering.agent(AGENT), InstantSource.system());

            while (vectors("squeamish") < 39) {
                tryNext(queue);
            }

            assertThat(queue.waiting()).isEqualTo(1);
        }
    }

    private static void tryNext(EmbeddingQueue queue) {
        try {
            assertThat(queue.embedNext()).isTrue();
        } catch (EmbeddingFailedException _) {
            queue.narrow();
        }
    }

    @Test
    void isToldOfFailures() {
        var session = session("1", "ada").asked("poison");
        try (var remembering = new Remembering(store, CONVERSATIONAL, new Squeamish())) {
            assertThat(remembering.recall(session, "poison")).containsExactly("poison");
            assertThatExceptionOfType(EmbeddingFailedException.class).isThrownBy(remembering::embedded);
        }
    }

    private long vectors(String model) {
        return store.read(rows -> rows.sql("SELECT count(*) FROM memory_vector WHERE model = ?")
                .params(model)
                .query(Long.class)
                .single());
    }

    private long count(String sql) {
        return store.read(rows -> rows.sql(sql).query(Long.class).single());
    }

    private static final class Squeamish implements Embedder {

        @Override
        public String model() {
            return "squeamish";
        }

        @Override
        public List<float[]> embed(List<String> texts) throws EmbeddingFailedException {
            if (texts.contains("poison")) {
                throw new EmbeddingFailedException("I do not take that", new IllegalStateException());
            }
            return new WordEmbedder("squeamish").embed(texts);
        }
    }

    /** A process's ways to the store and to its model, which it loses after some steps. */
    private static final class DoomedStore extends ForwardingStore implements Embedder {

        private int left;

        DoomedStore(SessionStore store, int steps) {
            super(store);
            this.left = steps;
        }

        @Override
        public <T> T read(Function<JdbcClient, T> work) {
            step();
            return super.read(work);
        }

        @Override
        public <T> T write(Function<JdbcClient, T> work) {
            step();
            var written = super.write(rows -> {
                var result = work.apply(rows);
                step();
                return result;
            });
            step();
            return written;
        }

        @Override
        public String model() {
            return "words";
        }

        @Override
        public List<float[]> embed(List<String> texts) throws EmbeddingFailedException {
            step();
            var vectors = new WordEmbedder("words").embed(texts);
            step();
            return vectors;
        }

        private void step() {
            if (--left < 0) {
                throw new Killed();
            }
        }
    }

    private static final class Killed extends RuntimeException {}
}
