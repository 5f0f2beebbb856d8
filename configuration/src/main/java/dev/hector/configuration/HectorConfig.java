package dev.hector.configuration;

import dev.hector.events.memory.MemorySettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration file; maps keep the file's order.
 *
 * @param services where services of their own processes find each other; null when there are none
 * @param kafka what hands events on; null when projections read them from the stores
 */
public record HectorConfig(
        Map<String, AgentConfig> agents,
        Map<String, LlmConfig> llms,
        Map<String, EmbedderConfig> embedders,
        Map<String, SessionStoreConfig> sessionStores,
        SessionsConfig sessions,
        @Nullable ServicesConfig services,
        @Nullable KafkaConfig kafka) {

    /** The agent of a configuration that names none: the demo model, with its sessions in memory. */
    public static final AgentConfig BUILT_IN_AGENT =
            new AgentConfig("assistant", null, "", null, MemorySettings.DEFAULT, null, List.of(), false);

    /** In one process, without embedders of its own. */
    public HectorConfig(
            Map<String, AgentConfig> agents,
            Map<String, LlmConfig> llms,
            Map<String, SessionStoreConfig> sessionStores,
            SessionsConfig sessions) {
        this(agents, llms, Map.of(), sessionStores, sessions);
    }

    /** In one process. */
    public HectorConfig(
            Map<String, AgentConfig> agents,
            Map<String, LlmConfig> llms,
            Map<String, EmbedderConfig> embedders,
            Map<String, SessionStoreConfig> sessionStores,
            SessionsConfig sessions) {
        this(agents, llms, embedders, sessionStores, sessions, null, null);
    }

    /** What runs without any file. */
    public static HectorConfig builtIn() {
        return new HectorConfig(Map.of(), Map.of(), Map.of(), SessionsConfig.DEFAULT).withAnAgent();
    }

    /** This configuration, with {@link #BUILT_IN_AGENT} when it has no agent. */
    public HectorConfig withAnAgent() {
        return agents.isEmpty()
                ? new HectorConfig(
                        Map.of(BUILT_IN_AGENT.name(), BUILT_IN_AGENT),
                        llms,
                        embedders,
                        sessionStores,
                        sessions,
                        services,
                        kafka)
                : this;
    }

    /** What is accepted and does nothing, or something else than it may seem to; one sentence each. */
    public List<String> warnings() {
        return Stream.of(withoutAgents(), toolsWithoutUse(), serversOfFiles())
                .flatMap(warnings -> warnings)
                .toList();
    }

    private Stream<String> withoutAgents() {
        return agents.isEmpty()
                ? Stream.of("no agents are configured, so there is only the built-in '" + BUILT_IN_AGENT.name()
                        + "' (demo model, sessions in memory); add yours under 'agents:'")
                : Stream.empty();
    }

    private Stream<String> toolsWithoutUse() {
        var names = agents.values().stream()
                .filter(agent -> !agent.tools().isEmpty())
                .map(AgentConfig::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Stream.empty()
                : Stream.of("'tools' are checked but do nothing yet (agents: " + names + ")");
    }

    private Stream<String> serversOfFiles() {
        return sessionStores.values().stream()
                .filter(SessionStoreConfig::namesServerOfFile)
                .map(store -> "session_stores." + store.name()
                        + " is a sqlite file: host, port, username, password and ssl_mode do nothing");
    }
}
