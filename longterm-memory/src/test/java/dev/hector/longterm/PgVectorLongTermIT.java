package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.configuration.StorageScope;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contracts of recall where no index in memory has any part in it, and what becomes of rows with the extension. */
@EnabledIf(
        value = "dev.hector.longterm.TestPgVector#isHere",
        disabledReason = "wants pgvector: the packages postgresql-NN and postgresql-NN-pgvector, or Docker")
class PgVectorLongTermIT {

    @Test
    void needsAnAdministratorWhereTheUserMayNotCreateTheExtension() {
        var database = TestPgVector.newDatabase();
        TestPgVector.execute(database.database(), "CREATE ROLE plain LOGIN PASSWORD 'plain'");
        TestPgVector.execute(database.database(), "GRANT ALL ON SCHEMA public TO plain");
        try (var store = TestStores.open(as("plain", database))) {
            var pgVector = new PgVector(store);
            pgVector.look();
            assertThat(pgVector.isUsable()).isFalse();

            TestPgVector.execute(database.database(), "CREATE EXTENSION vector");
            pgVector.look();
            assertThat(pgVector.isUsable()).isTrue();
        }
    }

    private static SessionStoreConfig as(String user, SessionStoreConfig database) {
        return new SessionStoreConfig(
                "postgres",
                Driver.POSTGRES,
                database.database(),
                database.host(),
                database.port(),
                user,
                user,
                null,
                5);
    }

    @Nested
    class Recalled extends RecallContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.open(TestPgVector.newDatabase());
        }

        @Override
        Remembering remembering(StorageScope scope) {
            return Remembering.fromStoreAlone(store, scope);
        }
    }

    @Nested
    class Canaries extends CanaryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.open(TestPgVector.newDatabase());
        }

        @Override
        Remembering remembering(StorageScope scope) {
            return Remembering.fromStoreAlone(store, scope);
        }
    }

    @Nested
    class Searchable extends PgVectorContract {

        private final SessionStoreConfig database = TestPgVector.newDatabase();

        @Override
        SessionStore emptyStore() {
            return TestStores.open(database);
        }

        @Override
        void execute(String sql) {
            TestPgVector.execute(database.database(), sql);
        }
    }
}
