package dev.hector.command;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSessionCommandsIT extends SessionCommandsContract {

    @TempDir
    private Path folder;

    @Override
    SessionStore openStore() {
        return TestStores.inFile(folder.resolve("sessions.db"));
    }

    @Override
    SessionStore openAgain(SessionStore store) {
        return TestStores.inFile(folder.resolve("sessions.db"));
    }
}
