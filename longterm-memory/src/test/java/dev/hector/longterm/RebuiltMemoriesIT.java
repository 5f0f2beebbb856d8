package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.events.memory.MemorySettings;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import dev.hector.store.projection.RebuildableView;
import dev.hector.store.projection.RebuiltRows.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Memories that are built anew from the log. */
class RebuiltMemoriesIT extends StoreContract {

    @Override
    SessionStore emptyStore() {
        return TestStores.inPostgres();
    }

    @Test
    void areThoseThatThereWere() throws EmbeddingFailedException {
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL, 2)) {
            session("1", "ada").asked("one", "two", "three").ended();
            session("2", "ada").asked("four", "five", "six");
            var deleted = session("3", "ada").asked("seven", "eight");
            remembering.embedded();
            deleted.deleted();
            remembering.embedded();
            var vectors = vectors();

            assertThat(rebuild(2)).isEqualTo(new Difference(6, 0, 0));

            assertThat(vectors()).isEqualTo(vectors);
        }
    }

    @Test
    void takeThePlaceOfThoseThatAreWrongEverywhere() throws EmbeddingFailedException {
        try (var remembering = Remembering.of(store, StorageScope.CONVERSATIONAL)) {
            var session = session("1", "ada").asked("My dog is called Rex", "The cat sleeps", "It rains");
            remembering.embedded();
            var before = vectors();
            execute("UPDATE memory SET content = 'My dog is called Bello', stamp = 100 WHERE content LIKE '%Rex'");
            execute("UPDATE memory SET user_id = 'eve', position = position + 1000, stamp = 100 WHERE content LIKE"
                    + " '%cat%'");
            execute("UPDATE memory SET tokens = 99 WHERE content LIKE 'It%'");
            execute("UPDATE memory_stamp SET stamp = 100");
            assertThat(remembering.recall(session, "dog")).containsExactly("My dog is called Bello", "It rains");

            assertThat(rebuild(1)).isEqualTo(new Difference(3, 3, 3));

            assertThat(remembering.recall(session, "dog cat"))
                    .containsExactlyInAnyOrder("My dog is called Rex", "The cat sleeps", "It rains");
            assertThat(vectors()).hasSize(1);
            assertThat(remembering.agent(AGENT).waiting()).isEqualTo(2);
            remembering.embedded();
            assertThat(vectors()).isEqualTo(before);
        }
    }

    @Test
    void haveNothingOfADeletedSession() throws EmbeddingFailedException {
        try (var remembering = Remembering.of(store, StorageScope.ALL)) {
            var other = session("2", "bob").asked("My dog is four");
            var deleted = session("1", "ada").asked("My dog is called Rex").deleted();
            remembering.embedded();
            execute("UPDATE memory SET content = 'Rex', deleted = 0, stamp = 100 WHERE session_id = '1'");
            execute("DELETE FROM memory WHERE session_id = '2'");
            execute("UPDATE memory_stamp SET stamp = 100");
            execute("INSERT INTO memory SELECT view_name, 5000, tenant, agent, '1', user_id, 7, 'mem_x', NULL, role,"
                    + " NULL, 0, 'Rex again', 1, 1, 0, 100 FROM memory LIMIT 1");
            remembering.embedded();
            assertThat(deleted.key().sessionId()).isEqualTo("1");

            rebuild(1);

            assertThat(remembering.recall(other, "dog rex")).containsExactly("My dog is four");
            assertThat(store.<Long>read(rows -> rows.sql("SELECT count(*) FROM memory WHERE content LIKE '%Rex%'")
                            .query(Long.class)
                            .single()))
                    .isZero();
            remembering.embedded();
            assertThat(vectors()).hasSize(1);
            assertThat(rebuild(1).missing() + rebuild(1).surplus()).isZero();
        }
    }

    private Difference rebuild(int batchSize) {
        var agent = new AgentConfig(
                AGENT,
                null,
                "",
                store.name(),
                MemorySettings.DEFAULT,
                new LongTermConfig(StorageScope.CONVERSATIONAL, true, 5, batchSize),
                List.of(),
                false);
        var config = new HectorConfig(Map.of(AGENT, agent), Map.of(), Map.of(), SessionsConfig.DEFAULT);
        var view = RebuildableView.present().getFirst();
        assertThat(view.name()).isEqualTo("memories");
        return view.rebuilds(store, config, GivenSession::words)
                .getFirst()
                .run((_, _) -> {})
                .found();
    }

    private Map<Long, String> vectors() {
        return store.read(rows -> {
            var vectors = new LinkedHashMap<Long, String>();
            rows.sql("SELECT position, encode(embedding, 'hex') FROM memory_vector ORDER BY position")
                    .query(row -> {
                        vectors.put(row.getLong(1), row.getString(2));
                    });
            return vectors;
        });
    }

    private void execute(String sql) {
        store.write(rows -> rows.sql(sql).update());
    }
}
