package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.StorageScope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when an agent is configured to remember something else. */
abstract class ViewChangeContract extends StoreContract {

    @Test
    void recallsFromTheFormerViewUntilTheOtherIsBuilt() throws EmbeddingFailedException {
        var session = told();

        try (var changed = Remembering.of(store, StorageScope.SUMMARIES_ONLY)) {
            session.asked("The dog is four");
            assertThat(changed.recall(session, "dog"))
                    .containsExactlyInAnyOrder("My dog is called Rex", "The dog is four");

            changed.agent(AGENT).settle();

            assertThat(changed.recall(session, "dog")).containsExactly("The dog is Rex.");
            assertThat(rows(View.MESSAGES)).isZero();
            assertThat(cursors()).isEqualTo(1);
            assertThat(count("SELECT count(*) FROM memory_vector")).isZero();
        }
    }

    @Test
    void buildsTheOtherViewByItself() throws EmbeddingFailedException {
        var session = told();

        try (var changed = Remembering.of(store, StorageScope.SUMMARIES_ONLY).started()) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(rows(View.MESSAGES)).isZero();
                assertThat(changed.recall(session, "dog")).containsExactly("The dog is Rex.");
            });
        }
    }

    @Test
    void hasTheSameMemoriesAfterThereAndBack() throws EmbeddingFailedException {
        var session = told();
        var before = memoryIds();

        for (var scope : List.of(StorageScope.SUMMARIES_ONLY, StorageScope.CONVERSATIONAL)) {
            try (var changed = Remembering.of(store, scope)) {
                changed.agent(AGENT).settle();
            }
        }

        assertThat(memoryIds()).isEqualTo(before);
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.recall(session, "dog")).containsExactly("My dog is called Rex");
        }
    }

    @Test
    void needsNoRebuildForAnotherRange() throws EmbeddingFailedException {
        told();
        var other = session("2", "bob");

        try (var changed = Remembering.of(store, StorageScope.ALL)) {
            assertThat(changed.agent(AGENT).formerView()).isFalse();
            assertThat(changed.recall(other, "dog")).containsExactly("My dog is called Rex");
        }
    }

    @Test
    void buildsAgainOverRowsThatARemovalLeft() throws EmbeddingFailedException {
        var session = told();
        store.write(rows -> rows.sql("DELETE FROM projection_cursor WHERE name LIKE 'longterm%:assistant'")
                .update());

        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.recall(session, "dog")).containsExactly("My dog is called Rex");
            assertThat(count("SELECT count(*) FROM parked_session")).isZero();
        }
    }

    @Test
    void forgetsAllOfAnAgentWithoutLongTermMemory() throws EmbeddingFailedException {
        told();

        try (var off = new Remembering(store, null, new WordEmbedder("words"), 1_000_000).started()) {
            assertThat(off).isNotNull();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(count("SELECT count(*) FROM memory")).isZero();
                assertThat(count("SELECT count(*) FROM memory_vector")).isZero();
                assertThat(cursors()).isZero();
            });
        }
    }

    private GivenSession told() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("My dog is called Rex").summarised(2, 2, "The dog is Rex.");
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.count(session)).isEqualTo(1);
            remembering.embedded();
        }
        return session;
    }

    private String memoryIds() {
        return store.read(rows -> String.join(
                " ",
                rows.sql("SELECT memory_id FROM memory ORDER BY position")
                        .query((row, _) -> row.getString(1))
                        .list()));
    }

    private long rows(View view) {
        return store.read(rows -> rows.sql("SELECT count(*) FROM memory WHERE view_name = ?")
                .params(view.storedName())
                .query(Long.class)
                .single());
    }

    private long cursors() {
        return count("SELECT count(*) FROM projection_cursor WHERE name LIKE 'longterm%:assistant'");
    }

    private long count(String sql) {
        return store.read(rows -> rows.sql(sql).query(Long.class).single());
    }
}
