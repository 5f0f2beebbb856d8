package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.configuration.StorageScope;
import dev.hector.events.SessionKey;
import dev.hector.longterm.LongTermMemory.Question;
import dev.hector.store.SessionNumber;
import dev.hector.store.UnknownAgentException;
import dev.hector.wire.QueryRefusal.InvalidRequest;
import dev.hector.wire.QueryRefusal.LongTermMemoryOff;
import dev.hector.wire.QueryRefusal.SessionNotFound;
import dev.hector.wire.SessionReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is recalled, and from where. */
abstract class RecallContract extends StoreContract {

    @Test
    void recallsFromTheSessionItselfOnly() {
        var first = session("1", "ada").asked("My dog is called Rex");
        var second = session("2", "ada").asked("My cat is called Tom");

        try (var remembering = remembering(StorageScope.SESSION)) {
            assertThat(remembering.recall(first, "What is my dog called?")).containsExactly("My dog is called Rex");
            assertThat(remembering.recall(second, "What is my dog called?")).doesNotContain("My dog is called Rex");
        }
    }

    @Test
    void recallsFromAllSessionsOfTheUser() {
        session("1", "ada").asked("My dog is called Rex");
        var second = session("2", "ada");
        var bob = session("3", "bob").asked("My dog is called Fido");

        try (var remembering = remembering(StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.recall(second, "What is my dog called?")).containsExactly("My dog is called Rex");
            assertThat(remembering.recall(bob, "What is my dog called?")).containsExactly("My dog is called Fido");
        }
    }

    @Test
    void recallsFromAllSessionsOfTheAgentWithinTheTenant() {
        session("1", "ada").asked("My dog is called Rex");
        var second = session("2", "bob").asked("My dog is called Fido");
        GivenSession.of(store, Remembering.OTHER, "3", "ada").asked("My dog is called Bella");
        new GivenSession(store, new SessionKey("elsewhere", AGENT, "4"), 0)
                .created("ada")
                .asked("My dog is called Luna");

        try (var remembering = remembering(StorageScope.ALL)) {
            assertThat(remembering.recall(second, "What is my dog called?"))
                    .containsExactlyInAnyOrder("My dog is called Rex", "My dog is called Fido");
        }
    }

    @Test
    void recallsSummariesOfTheUser() {
        session("1", "ada").asked("My dog is called Rex").summarised(2, 2, "The dog is Rex.");
        session("2", "bob").asked("My dog is called Fido").summarised(2, 2, "The dog is Fido.");
        var third = session("3", "ada");

        try (var remembering = remembering(StorageScope.SUMMARIES_ONLY)) {
            assertThat(remembering.recall(third, "Which dog?")).containsExactly("The dog is Rex.");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SUMMARIES_ONLY")
    void recallsWhatWasSaidAMomentAgo(StorageScope scope) {
        var session = session("1", "ada");
        try (var remembering = remembering(scope)) {
            assertThat(remembering.recall(session, "dog")).isEmpty();

            session.asked("My dog is called Rex");

            assertThat(remembering.recall(session, "dog")).containsExactly("My dog is called Rex");
            assertThat(remembering.count(session)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONVERSATIONAL", "ALL"})
    void recallsNothingOfASessionThatWasDeletedAMomentAgo(StorageScope scope) {
        var gone = session("1", "ada").asked("My dog is called Rex");
        var session = session("2", "ada");
        try (var remembering = remembering(scope)) {
            assertThat(remembering.recall(session, "dog")).isNotEmpty();

            gone.deleted();

            assertThat(remembering.recall(session, "dog")).isEmpty();
            assertThat(remembering.refusal(gone.key(), "ada", "dog")).isEqualTo(new SessionNotFound(gone.key()));
        }
    }

    @Test
    void recallsByVectorsToo() throws EmbeddingFailedException {
        var session = session("1", "ada").asked("My dog is called Rex", "Nice weather today");

        try (var remembering = remembering(StorageScope.SESSION).embedded()) {
            var question = new Question(new SessionReference(session.key(), null), "My dog", 1, 0, 0);

            assertThat(remembering.recalled(question)).singleElement().satisfies(recalled -> {
                assertThat(recalled.memory().content()).isEqualTo("My dog is called Rex");
                assertThat(recalled.hit().why().similarity()).isPositive();
                assertThat(recalled.hit().why().terms()).contains("dog");
            });
        }
    }

    @Test
    void recallsOnlyWhatIsDue() {
        var session = session("1", "ada").asked("My dog is called Rex");
        try (var remembering = Remembering.of(store, StorageScope.SESSION, 2)) {
            assertThat(remembering.recall(session, "dog")).isEmpty();
            assertThat(remembering.count(session)).isZero();

            session.asked("My other dog is called Fido");

            assertThat(remembering.recall(session, "dog")).hasSize(2);
            assertThat(remembering.count(session)).isEqualTo(2);
        }
    }

    @Test
    void leavesOutWhatWorkingMemoryHolds() {
        session("1", "ada").asked("The dog of session one");
        var session = session("2", "ada").asked("An old dog", "A new dog");

        try (var remembering = remembering(StorageScope.CONVERSATIONAL)) {
            var held = new Question(new SessionReference(session.key(), "ada"), "dog", 0, 3, 0);

            assertThat(remembering.recall(held)).containsExactlyInAnyOrder("The dog of session one", "An old dog");
        }
    }

    @Test
    void keepsToTheLimitAndToTheTokens() {
        var session = session("1", "ada")
                .asked("dog one", "dog two", "dog three", "dog four", "dog five", "dog six", "dog dog dog dog dog dog");
        var reference = new SessionReference(session.key(), "ada");

        try (var remembering = remembering(StorageScope.SESSION)) {
            assertThat(remembering.recall(new Question(reference, "dog", 0, 0, 0)))
                    .hasSize(5);
            assertThat(remembering.recall(new Question(reference, "dog", 2, 0, 0)))
                    .hasSize(2);
            assertThat(remembering.recall(new Question(reference, "dog", 5, 0, 5)))
                    .hasSize(2)
                    .doesNotContain("dog dog dog dog dog dog");
        }
    }

    @Test
    void asksOnBehalfOfTheOwner() {
        session("1", "ada").asked("My dog is called Rex");
        var second = session("2", "ada");

        try (var remembering = remembering(StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.refusal(second.key(), "bob", "dog")).isEqualTo(new SessionNotFound(second.key()));
            assertThat(remembering.recall(second, "dog")).containsExactly("My dog is called Rex");
        }
    }

    @Test
    void refusesWhatCannotBeAnswered() {
        var session = session("1", "ada");
        var missing = SessionKey.of(AGENT, "missing");
        var off = SessionKey.of(Remembering.OFF, "1");
        try (var remembering = remembering(StorageScope.SESSION)) {
            assertThat(remembering.refusal(missing, null, "dog")).isEqualTo(new SessionNotFound(missing));
            assertThat(remembering.refusal(off, null, "dog")).isEqualTo(new LongTermMemoryOff(Remembering.OFF));
            for (var text : new String[] {"", " \n", "x".repeat(8001)}) {
                assertThat(remembering.refusal(session.key(), null, text))
                        .isInstanceOfSatisfying(
                                InvalidRequest.class,
                                invalid -> assertThat(invalid.field()).isEqualTo("query"));
            }
            assertThatExceptionOfType(UnknownAgentException.class)
                    .isThrownBy(() -> remembering.refusal(SessionKey.of("nobody", "1"), null, "dog"));
        }
    }

    @Test
    void tellsNothingOfAParkedSession() {
        var parked = session("1", "ada").asked("My dog is called Rex");
        var session = session("2", "ada").asked("My dog is called Fido");
        try (var remembering = remembering(StorageScope.CONVERSATIONAL)) {
            assertThat(remembering.recall(session, "dog")).hasSize(2);

            park(parked.key());

            assertThat(remembering.recall(session, "dog")).containsExactly("My dog is called Fido");
        }
    }

    private void park(SessionKey session) {
        var insert =
                "INSERT INTO parked_session (projection, session, sequence, reason, parked_at) VALUES (:projection, "
                        + SessionNumber.OF + ", 9, 'a test', 0)";
        store.write(rows -> SessionNumber.bind(rows.sql(insert), session)
                .param("projection", View.MESSAGES.cursor(AGENT))
                .update());
    }
}
