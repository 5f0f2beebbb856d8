package dev.hector.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.memory.MemorySettings;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that a release made is brought to this one's schema, read and projected. */
abstract class GoldenLogContract {

    private SessionStoreConfig database;

    /** Makes the files anew, as this release writes them. */
    abstract void write() throws Exception;

    /** A database as that release left it. */
    abstract SessionStoreConfig copy() throws Exception;

    @BeforeEach
    void prepare() throws Exception {
        if (GoldenLog.IS_TO_BE_WRITTEN) {
            write();
        }
        database = copy();
    }

    @Test
    void everyEventIsReadAsItWasWritten() throws Exception {
        try (var store = TestStores.open(database)) {
            assertThat(GoldenLog.lines(store)).isNotEmpty().isEqualTo(GoldenLog.lines());
            assertThat(store.log().readAll(0, 1_000)).allSatisfy(event -> {
                assertThat(event.event()).isNotNull();
                assertThat(event.cause().actor()).isEqualTo("ada");
            });
        }
    }

    @Test
    void everyEventIsProjected() {
        try (var store = TestStores.open(database)) {
            try (var _ = HectorServer.embedded(config())) {
                await().atMost(Duration.ofMinutes(1)).until(() -> isProjected(store));
            }

            assertThat(number(store, "SELECT count(*) FROM parked_session")).isZero();
            assertThat(number(store, "SELECT count(*) FROM session_catalogue")).isEqualTo(2);
            assertThat(number(store, "SELECT count(*) FROM session_clock")).isEqualTo(1);
            assertThat(number(store, "SELECT count(*) FROM searched_text")).isPositive();
        }
    }

    private static boolean isProjected(SessionStore store) {
        return number(
                        store,
                        "SELECT count(*) FROM projection_cursor WHERE position >= "
                                + store.log().head())
                >= 4;
    }

    private static long number(SessionStore store, String sql) {
        return store.read(rows -> rows.sql(sql).query(Long.class).single());
    }

    private HectorConfig config() {
        var agent =
                new AgentConfig("assistant", null, "", database.name(), MemorySettings.DEFAULT, null, List.of(), false);
        return new HectorConfig(
                Map.of(agent.name(), agent), Map.of(), Map.of(database.name(), database), SessionsConfig.DEFAULT);
    }
}
