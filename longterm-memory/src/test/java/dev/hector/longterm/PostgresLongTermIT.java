package dev.hector.longterm;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import org.junit.jupiter.api.Nested;

/** Every contract of long-term memory over PostgreSQL. */
class PostgresLongTermIT {

    @Nested
    class Stored extends MemoryProjectionContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inPostgres();
        }
    }
}
