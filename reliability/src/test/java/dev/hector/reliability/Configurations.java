package dev.hector.reliability;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.configuration.SessionStoreConfig;
import java.util.Map;
import java.util.Objects;

/** What servers are started with. */
final class Configurations {

    private Configurations() {}

    static HectorConfig over(SessionStoreConfig database) {
        return HectorConfigReader.read("hector.yaml", yaml(database), Map.of());
    }

    /** Runs the same projections and makes no summaries, so that nothing is added to what is replayed. */
    static HectorConfig replaying(SessionStoreConfig database) {
        var yaml = yaml(database).replace("summary_buffer", "buffer_window");
        return HectorConfigReader.read("replay.yaml", yaml, Map.of());
    }

    /** A small memory, so that there are summaries, and little patience with sessions that are busy. */
    static String yaml(SessionStoreConfig database) {
        return """
            session_stores:
              main-db:
                backend: sql
                sql:
                  driver: postgres
                  host: %s
                  port: %d
                  database: %s
                  username: %s
                  password: "%s"
                  max_conns: %d
            sessions:
              busy_timeout: 5s
            agents:
              assistant:
                session_store: main-db
                memory:
                  working:
                    strategy: summary_buffer
                    budget: 600
            """.formatted(
                        database.host(),
                        database.port(),
                        database.database(),
                        database.username(),
                        Objects.requireNonNullElse(database.password(), ""),
                        database.maxConns());
    }
}
