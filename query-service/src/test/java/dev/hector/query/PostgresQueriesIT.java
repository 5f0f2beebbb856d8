package dev.hector.query;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import org.junit.jupiter.api.Nested;

/** Every contract of the queries over a PostgreSQL store. */
class PostgresQueriesIT {

    @Nested
    class Catalogue extends SessionCatalogueContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inPostgres();
        }
    }

    @Nested
    class History extends SessionHistoryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inPostgres();
        }
    }

    @Nested
    class Waiting extends AwaitEventsContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inPostgres();
        }
    }

    @Nested
    class TurnsAndMemory extends TurnAndMemoryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inPostgres();
        }
    }

    @Nested
    class Search extends TextSearchContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inPostgres();
        }
    }
}
