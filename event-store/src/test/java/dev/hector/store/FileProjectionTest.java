package dev.hector.store;

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
