package dev.hector.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileEventLogTest extends EventLogContract {

    @TempDir
    Path folder;

    @Override
    SessionStore open() {
        return TestStores.inFile(folder.resolve("missing/folder/hector.db"));
    }
}
