package dev.hector.query;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import dev.hector.store.WantsMysql;
import org.junit.jupiter.api.Nested;

/** Every contract of the queries over a MySQL 8 store. */
@WantsMysql
class MysqlQueriesIT {

    @Nested
    class Catalogue extends SessionCatalogueContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class History extends SessionHistoryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Waiting extends AwaitEventsContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class TurnsAndMemory extends TurnAndMemoryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Search extends TextSearchContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }
}
