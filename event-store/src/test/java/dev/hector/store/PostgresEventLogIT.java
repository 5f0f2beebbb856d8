package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresEventLogIT extends EventLogContract {

    @Override
    SessionStore open() {
        return TestStores.inPostgres();
    }

    @Test
    void isTriedOnAServerThatSyncsEachCommit() {
        try (var store = open()) {
            assertThat(setting(store, "fsync")).isEqualTo("on");
            assertThat(setting(store, "synchronous_commit")).isEqualTo("on");
        }
    }

    private static String setting(SessionStore store, String name) {
        return store.read(rows -> rows.sql("SHOW " + name).query(String.class).single());
    }
}
