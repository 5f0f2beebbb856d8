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
}
