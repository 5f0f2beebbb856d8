package dev.hector.longterm;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.TestMysql;
import dev.hector.store.TestStores;
import org.junit.jupiter.api.Nested;

/** Every contract of long-term memory over MariaDB. */
class MariaDbLongTermIT {

    @Nested
    class Stored extends MemoryProjectionContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMariaDb();
        }
    }

    @Nested
    class Recalled extends RecallContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMariaDb();
        }
    }

    @Nested
    class Embedding extends EmbeddingContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMariaDb();
        }
    }

    @Nested
    class Changing extends ViewChangeContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMariaDb();
        }
    }

    @Nested
    class Canaries extends CanaryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMariaDb();
        }
    }

    @Nested
    class Bounds extends BoundsContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMariaDb();
        }
    }

    @Nested
    class Shared extends SharedStoreContract {

        private final SessionStoreConfig database = TestMysql.newMariaDb();

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
