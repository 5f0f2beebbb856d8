package dev.hector.standalone;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.TestMysql;
import java.util.Map;
import java.util.Objects;

class MariaDbConversationIT extends ConversationContract {

    private final SessionStoreConfig database = TestMysql.newMariaDb();

    @Override
    HectorConfig config() {
        return HectorConfigReader.read(
                "hector.yaml",
                """
                session_stores:
                  main-db:
                    backend: sql
                    sql:
                      driver: mysql
                      host: %s
                      port: %d
                      database: %s
                      username: %s
                      password: "%s"
                agents:
                  assistant:
                    session_store: "main-db"
                  other:
                    session_store: "main-db"
                """.formatted(
                                database.host(),
                                database.port(),
                                database.database(),
                                database.username(),
                                Objects.requireNonNullElse(database.password(), "")),
                Map.of());
    }
}
