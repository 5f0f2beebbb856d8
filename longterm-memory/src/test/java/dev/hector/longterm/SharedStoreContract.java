package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.store.SessionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two processes over one database know of each other. */
abstract class SharedStoreContract extends StoreContract {

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
        try (var here = Remembering.of(store, "conversational");
                var there = Remembering.of(second, "conversational")) {
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
    void changeTheViewTogether() {
        var session = session("1", "ada").asked("My dog is called Rex").summarised(2, 2, "The dog is Rex.");
        try (var before = Remembering.of(store, "conversational")) {
            assertThat(before.count(session)).isEqualTo(1);
        }
        try (var here = Remembering.of(store, "summaries_only");
                var there = Remembering.of(second, "summaries_only")) {
            assertThat(there.recall(session, "dog")).containsExactly("My dog is called Rex");

            here.agent(AGENT).settle();

            assertThat(there.recall(session, "dog")).containsExactly("The dog is Rex.");
        }
    }
}
