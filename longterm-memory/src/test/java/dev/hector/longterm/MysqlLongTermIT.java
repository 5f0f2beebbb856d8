package dev.hector.longterm;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.TestMysql;
import dev.hector.store.TestStores;
import dev.hector.store.WantsMysql;
import org.junit.jupiter.api.Nested;

/** Every contract of long-term memory over MySQL. */
@WantsMysql
class MysqlLongTermIT {

    @Nested
    class Stored extends MemoryProjectionContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Recalled extends RecallContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Embedding extends EmbeddingContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Changing extends ViewChangeContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Canaries extends CanaryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Bounds extends BoundsContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMysql();
        }
    }

    @Nested
    class Shared extends SharedStoreContract {

        private final SessionStoreConfig database = TestMysql.newMysql();

        @Override
        SessionStore emptyStore() {
            return TestStores.open(database);
        }

        @Override
        SessionStore sameStore() {
            return TestStores.open(database);
        }
    }
}
