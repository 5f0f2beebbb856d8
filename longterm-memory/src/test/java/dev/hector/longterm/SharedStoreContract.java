package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.store.SessionStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two processes over one database know of each other. */
abstract class SharedStoreContract extends StoreContract {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final LongTermConfig CONVERSATIONAL = new LongTermConfig(StorageScope.CONVERSATIONAL, true, 5, 1);

    private SessionStore second;

    /** Another way to the database that {@link #emptyStore()} made. */
    abstract SessionStore sameStore();

    @BeforeEach
    void openSecondStore() {
        second = sameStore();
    }

    @AfterEach
    void closeSecondStore() {
        second.close();
    }

    @Test
    void seeEachOthersMemoriesAndDeletionsAtOnce() throws EmbeddingFailedException {
        try (var here = Remembering.of(store, StorageScope.CONVERSATIONAL);
                var there = Remembering.of(second, StorageScope.CONVERSATIONAL)) {
            var first = session("1", "ada").asked("My dog is called Rex");
            var other = GivenSession.of(second, AGENT, "2", "ada");
            assertThat(there.recall(other, "dog")).containsExactly("My dog is called Rex");

            other.asked("The dog is four");
            assertThat(here.recall(first, "dog")).hasSize(2);
            there.embedded();
            assertThat(here.recall(first, "four")).first().isEqualTo("The dog is four");

            first.deleted();
            assertThat(there.recall(other, "dog")).containsExactly("The dog is four");
        }
    }

    @Test
    void shareTheWorkOfEmbedding() throws Exception {
        var texts = IntStream.range(0, 300).mapToObj(i -> "number " + i).toArray(String[]::new);
        var session = session("1", "ada").asked(texts);
        var told = Collections.synchronizedList(new ArrayList<String>());
        try (var here = new Remembering(store, CONVERSATIONAL, new Telling(told));
                var there = new Remembering(second, CONVERSATIONAL, new Telling(told));
                var threads = Executors.newFixedThreadPool(2)) {
            assertThat(here.count(session)).isEqualTo(300);
            var both = threads.invokeAll(List.of(here::embedded, there::embedded));
            for (var one : both) {
                one.get();
            }
            here.embedded();
        }
        assertThat(told).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void takeOverWhatADeadOneClaimedWhenItsLeaseIsOver() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("one", "two", "three");
        var told = new ArrayList<String>();
        try (var here = new Remembering(store, CONVERSATIONAL, new Telling(told));
                var there = new Remembering(second, CONVERSATIONAL, new Telling(told))) {
            assertThat(here.count(session)).isEqualTo(3);
            claimAndDie();
            session.asked("four");

            there.embedded(InstantSource.fixed(NOW.plus(EmbeddingClaims.LEASE).minusMillis(1)));
            assertThat(told).containsExactly("four");

            there.embedded(InstantSource.fixed(NOW.plus(EmbeddingClaims.LEASE)));
            assertThat(told).containsExactlyInAnyOrder("one", "two", "three", "four");
        }
    }

    @Test
    void waitForWhatAnotherClaimedAndNoLonger() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("one");
        var told = new ArrayList<String>();
        var clock = new AtomicReference<>(NOW);
        try (var here = new Remembering(store, CONVERSATIONAL, new Telling(told));
                var there = new Remembering(second, CONVERSATIONAL, new Telling(told))) {
            assertThat(here.count(session)).isEqualTo(1);
            claimAndDie();
            var queue = new EmbeddingQueue(there.agent(AGENT), clock::get);
            assertThat(queue.embedNext()).isFalse();

            clock.set(NOW.plus(EmbeddingClaims.LEASE));

            assertThat(queue.embedNext()).isTrue();
            assertThat(told).containsExactly("one");
        }
    }

    /** As a process that dies while it embeds. */
    private void claimAndDie() {
        var pending = new PendingEmbeddings(View.MESSAGES, AGENT, Telling.MODEL);
        var claimed = store.write(
                rows -> new EmbeddingClaims(pending).claim(rows, MemoryQueries.Mark.START, EmbeddingQueue.BATCH, NOW));
        assertThat(claimed.memories()).isNotEmpty();
    }

    /** Tells what it was asked to embed. */
    private record Telling(List<String> told) implements Embedder {

        static final String MODEL = "telling";

        @Override
        public String model() {
            return MODEL;
        }

        @Override
        public List<float[]> embed(List<String> texts) throws EmbeddingFailedException {
            told.addAll(texts);
            return new WordEmbedder(MODEL).embed(texts);
        }
    }

    @Test
    void changeTheViewTogether() {
        var session = session("1", "ada").asked("My dog is called Rex").summarised(2, 2, "The dog is Rex.");
        try (var before = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(before.count(session)).isEqualTo(1);
        }
        try (var here = Remembering.of(store, StorageScope.SUMMARIES_ONLY);
                var there = Remembering.of(second, StorageScope.SUMMARIES_ONLY)) {
            assertThat(there.recall(session, "dog")).containsExactly("My dog is called Rex");

            here.agent(AGENT).settle();

            assertThat(there.recall(session, "dog")).containsExactly("The dog is Rex.");
        }
    }
}
