package dev.hector.longterm;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import org.junit.jupiter.api.Nested;

/** Every contract of long-term memory over an in-memory store. */
class InMemoryLongTermTest {

    @Nested
    class Stored extends MemoryProjectionContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMemory();
        }
    }

    @Nested
    class Recalled extends RecallContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMemory();
        }
    }

    @Nested
    class Embedding extends EmbeddingContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMemory();
        }
    }

    @Nested
    class Changing extends ViewChangeContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMemory();
        }
    }

    @Nested
    class Canaries extends CanaryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMemory();
        }
    }

    @Nested
    class Bounds extends BoundsContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inMemory();
        }
    }
}
