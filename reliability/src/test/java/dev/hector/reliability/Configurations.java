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

    /** For processes of their own, with an agent whose model speaks slowly and one that remembers beyond sessions. */
    static String servicesYaml(
            SessionStoreConfig database,
            String command,
            String query,
            String projector,
            String kafka,
            String providers) {
        return remembering(database, providers) + """
              speaker:
                session_store: main-db
                llm: slow
                memory:
                  working:
                    strategy: buffer_window
            services:
              command: %s
              query: %s
              projector: %s
            kafka:
              bootstrap_servers: ["%s"]
              partitions: 4
            llms:
              slow: {type: openai, model: slow, api_key: none, host: %s}
            """.formatted(command, query, projector, kafka, providers);
    }

    /** The agent of the traffic remembers all that is said, and is never asked for it. */
    private static String remembering(SessionStoreConfig database, String providers) {
        return """
            embedders:
              alike: {type: openai, model: alike, api_key: none, host: %s}
            """.formatted(providers)
                + yaml(database)
                + "      longterm: {storage_scope: conversational, auto_recall: false, embedder: alike}\n";
    }

    /** As {@link #replaying}, with what is remembered beyond sessions. */
    static HectorConfig replayingMemories(SessionStoreConfig database, String providers) {
        var yaml = remembering(database, providers).replace("summary_buffer", "buffer_window");
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
