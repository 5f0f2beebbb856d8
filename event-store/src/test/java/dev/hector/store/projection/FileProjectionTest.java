package dev.hector.store.projection;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileProjectionTest extends ProjectionContract {

    @TempDir
    Path folder;

    @Override
    SessionStore open() {
        return TestStores.inFile(folder.resolve("hector.db"));
    }
}
