package dev.hector.longterm;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every contract of long-term memory over SQLite in a file. */
class FileLongTermTest {

    @TempDir
    Path folder;

    @Nested
    class Stored extends MemoryProjectionContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }
    }

    @Nested
    class Recalled extends RecallContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }
    }

    @Nested
    class Embedding extends EmbeddingContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }
    }

    @Nested
    class Changing extends ViewChangeContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }
    }

    @Nested
    class Canaries extends CanaryContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }
    }

    @Nested
    class Bounds extends BoundsContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }
    }

    @Nested
    class Shared extends SharedStoreContract {

        @Override
        SessionStore emptyStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }

        @Override
        SessionStore sameStore() {
            return TestStores.inFile(folder.resolve("hector.db"));
        }
    }
}
