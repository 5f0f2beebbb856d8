package dev.hector.standalone;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteConversationTest extends ConversationContract {

    @TempDir
    Path folder;

    @Override
    HectorConfig config() {
        return HectorConfigReader.read("hector.yaml", """
            session_stores:
              main-db:
                backend: sql
                sql:
                  driver: sqlite
                  database: %s
            agents:
              assistant:
                session_store: "main-db"
              other:
                session_store: "main-db"
            """.formatted(folder.resolve("sessions.db")), Map.of());
    }
}
