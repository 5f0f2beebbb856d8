package dev.hector.standalone;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.store.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import org.junit.jupiter.api.io.TempDir;

class SqliteGoldenLogTest extends GoldenLogContract {

    private static final Path GOLDEN = GoldenLog.FOLDER.resolve("sqlite.db");

    @TempDir
    Path folder;

    @Override
    void write() throws Exception {
        var made = folder.resolve("made.db");
        try (var store = TestStores.inFile(made)) {
            GoldenLog.write(store);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + made);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("PRAGMA page_size = 512");
            statement.execute("VACUUM");
        }
        Files.copy(made, GOLDEN, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    SessionStoreConfig copy() throws Exception {
        var file = Files.copy(GOLDEN, folder.resolve("golden.db"));
        return new SessionStoreConfig("golden", Driver.SQLITE, file.toString(), null, null, null, null, null, 5);
    }
}
