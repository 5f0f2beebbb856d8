package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.wire.SessionReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What pgvector searches in, and how it comes and goes. */
abstract class PgVectorContract extends StoreContract {

    private static final LongTermConfig CONVERSATIONAL = new LongTermConfig(StorageScope.CONVERSATIONAL, true, 5, 1);
    private static final long SMALL = 100_000;

    /** As the administrator. */
    abstract void execute(String sql);

    @Test
    void findsWhatTheNewestPartDoesNotHold() throws EmbeddingFailedException {
        var session = session("old", "ada")
                .asked("What do you call your beagle?")
                .answered("Waldo!")
                .asked("The cello is in the attic");
        session("2", "ada").asked(numbers(0, 200));
        try (var remembering = small(CONVERSATIONAL).embedded()) {
            assertThat(remembering.recall(session, "name of the beagle")).startsWith("Waldo!");
            assertThat(remembering.recall(session, "cello")).first().isEqualTo("The cello is in the attic");
            assertThat(remembering.recall(session, "dog number 199")).first().isEqualTo("dog number 199");
        }
        try (var without = new Remembering(store, CONVERSATIONAL, new WordEmbedder("words"), SMALL)) {
            assertThat(without.recall(session, "cello")).doesNotContain("The cello is in the attic");
        }
    }

    @Test
    void ranksAsOneIndexOfTheWholeScopeWould() throws EmbeddingFailedException {
        var session = session("1", "ada")
                .asked(
                        "What do you call your beagle?",
                        "The beagle plays the cello",
                        "dog number 7",
                        "beagle number 8");
        session("2", "ada").asked(numbers(0, 200)).asked("My beagle barks", "The cello is loud");
        try (var both = small(CONVERSATIONAL).embedded();
                var whole = new Remembering(store, CONVERSATIONAL, new WordEmbedder("words"));
                var storeAlone = Remembering.fromStoreAlone(store, StorageScope.CONVERSATIONAL)) {
            for (var question : new String[] {"beagle", "Who plays the cello?", "number 8", "beagle barks"}) {
                var asked = new LongTermMemory.Question(new SessionReference(session.key(), null), question, 5, 0, 0);
                var expected = whole.recalled(asked);
                assertThat(both.recalled(asked)).as(question).isEqualTo(expected);
                assertThat(storeAlone.recalled(asked)).as(question).isEqualTo(expected);
            }
        }
    }

    @Test
    void hasNoCandidatesOfAnotherUser() throws EmbeddingFailedException {
        var ada = session("1", "ada").asked(numbers(0, 150));
        session("2", "bob").asked("bob's secret is a beagle").asked(numbers(200, 350));
        try (var remembering = small(CONVERSATIONAL).embedded()) {
            assertThat(remembering.recall(ada, "bob's secret beagle")).noneMatch(text -> text.contains("secret"));
            var scope = new Scope(View.MESSAGES, "default", AGENT, "ada", null);
            var vector =
                    new WordEmbedder("words").embed(List.of("secret beagle")).getFirst();
            var nearest = store.read(
                    rows -> new CandidateQueries(rows, scope, "words", Long.MAX_VALUE).nearest(vector, 1_000));
            var words = store.read(rows -> new CandidateQueries(rows, scope, "words", Long.MAX_VALUE)
                    .withWords(Map.of("secret", 1.0, "number", 1.0), 1_000));

            assertThat(nearest).hasSize(150).hasSameElementsAs(positionsOf("ada"));
            assertThat(words).hasSameElementsAs(positionsOf("ada"));
        }
    }

    private List<Long> positionsOf(String user) {
        return store.read(rows -> rows.sql("SELECT position FROM memory WHERE user_id = ?")
                .params(user)
                .query(Long.class)
                .list());
    }

    @Test
    void forgetsADeletedSession() throws EmbeddingFailedException {
        var gone = session("1", "ada").asked("The secret is a beagle", "number 1");
        var other = session("2", "ada").asked("number 2");
        try (var remembering =
                Remembering.fromStoreAlone(store, StorageScope.CONVERSATIONAL).embedded()) {
            assertThat(count("SELECT count(*) FROM memory_nearest")).isEqualTo(3);

            gone.deleted();

            assertThat(remembering.recall(other, "secret beagle")).containsExactly("number 2");
            assertThat(count("SELECT count(*) FROM memory_nearest")).isEqualTo(1);
            assertThat(count("SELECT count(*) FROM searched_memory")).isEqualTo(1);
        }
    }

    @Test
    void forgetsAViewAndAModelThatAreUsedNoMore() throws EmbeddingFailedException {
        session("1", "ada").asked("My dog is called Rex").summarised(2, 2, "The dog is Rex.");
        try (var remembering =
                Remembering.fromStoreAlone(store, StorageScope.CONVERSATIONAL).embedded()) {
            assertThat(remembering).isNotNull();
        }
        new UnusedVectors(store, AGENT, "newer").remove();
        assertThat(count("SELECT count(*) FROM memory_nearest")).isZero();

        try (var remembering =
                Remembering.fromStoreAlone(store, StorageScope.CONVERSATIONAL).embedded()) {
            assertThat(remembering).isNotNull();
            assertThat(count("SELECT count(*) FROM memory_nearest")).isEqualTo(1);
        }
        store.write(rows -> rows.sql("DELETE FROM projection_cursor").update());
        new RemovedView(store, AGENT, View.MESSAGES).remove();
        assertThat(count("SELECT count(*) FROM memory_nearest")).isZero();
        assertThat(count("SELECT count(*) FROM searched_memory")).isZero();
    }

    @Test
    void takesUpWhatWasEmbeddedBeforeTheExtensionCame() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("The cello is in the attic").asked(numbers(0, 250));
        try (var before = new Remembering(store, CONVERSATIONAL, new WordEmbedder("words"), SMALL)) {
            before.embedded();
            assertThat(before.recall(session, "cello")).doesNotContain("The cello is in the attic");
        }
        try (var after = new Remembering(store, CONVERSATIONAL, new WordEmbedder("words"), SMALL).started()) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(after.recall(session, "cello")).contains("The cello is in the attic"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(count("SELECT count(*) FROM memory_nearest"))
                            .isEqualTo(251));
        }
    }

    @Test
    void keepsWorkingWithoutTheExtensionAndTakesItUpAgain() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("The cello is in the attic");
        try (var with = Remembering.fromStoreAlone(store, StorageScope.ALL).embedded()) {
            execute("DROP EXTENSION vector CASCADE");

            assertThat(with.recall(session, "cello")).isEmpty();
            assertThat(with.agent(AGENT).pgVector().isUsable()).isFalse();
            session.asked("The cello is mine").deleted();
        }
        var second = session("2", "ada").asked("A beagle");
        try (var again = Remembering.fromStoreAlone(store, StorageScope.ALL).embedded()) {
            assertThat(again.recall(second, "beagle cello")).containsExactly("A beagle");
            assertThat(count("SELECT count(*) FROM memory_nearest")).isEqualTo(1);
        }
    }

    private Remembering small(LongTermConfig config) {
        return new Remembering(store, config, new WordEmbedder("words"), SMALL).withPgVector();
    }

    private long count(String sql) {
        return store.read(rows -> rows.sql(sql).query(Long.class).single());
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "dog number " + i).toArray(String[]::new);
    }
}
