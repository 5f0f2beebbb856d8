package dev.hector.standalone;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.configuration.SessionStoreConfig;
import java.util.Map;
import java.util.Objects;

/** A conversation whose store is in a database server. */
abstract class ServerDatabaseContract extends ConversationContract {

    private final SessionStoreConfig database;

    ServerDatabaseContract(SessionStoreConfig database) {
        this.database = database;
    }

    @Override
    final HectorConfig config() {
        return HectorConfigReader.read(
                "hector.yaml",
                """
                session_stores:
                  main-db:
                    backend: sql
                    sql:
                      driver: %s
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
                                database.driver().wireName(),
                                database.host(),
                                database.port(),
                                database.database(),
                                database.username(),
                                Objects.requireNonNullElse(database.password(), "")),
                Map.of());
    }
}
