package dev.hector.configuration;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a file without problems into the types that everything else reads. */
final class ConfigAssembler {

    private ConfigAssembler() {}

    static HectorConfig assemble(Section file) {
        return new HectorConfig(
                entries(file.section("agents"), ConfigAssembler::agent),
                entries(file.section("llms"), ConfigAssembler::llm),
                entries(file.section("embedders"), ConfigAssembler::embedder),
                entries(file.section("session_stores"), ConfigAssembler::sessionStore),
                sessions(file.section("sessions")),
                services(file.get("services", Section.class)),
                kafka(file.get("kafka", Section.class)));
    }

    private static <T> Map<String, T> entries(Section map, BiFunction<String, Section, T> assemble) {
        var entries = new LinkedHashMap<String, T>();
        map.values().forEach((name, value) -> entries.put(name, assemble.apply(name, (Section) value.content())));
        return Collections.unmodifiableMap(entries);
    }

    private static AgentConfig agent(String name, Section agent) {
        var memory = agent.section("memory");
        return new AgentConfig(
                name,
                agent.text("llm"),
                agent.need("instructions", String.class),
                agent.text("session_store"),
                workingMemory(memory.section("working")),
                longterm(memory.get("longterm", Section.class)),
                agent.texts("tools"),
                agent.need("reasoning", Boolean.class));
    }

    private static MemorySettings workingMemory(Section working) {
        var threshold =
                Objects.requireNonNullElse(working.get("threshold", Double.class), MemorySettings.DEFAULT.threshold());
        var target = Objects.requireNonNullElseGet(working.get("target", Double.class), () -> targetBelow(threshold));
        return new MemorySettings(
                Strategy.ofWireName(working.need("strategy", String.class)),
                working.need("window_size", Integer.class),
                working.need("budget", Integer.class),
                threshold,
                target);
    }

    /** The default, or the default's share of a threshold that was set so low that the default would be above it. */
    private static double targetBelow(double threshold) {
        var standard = MemorySettings.DEFAULT;
        return Math.min(standard.target(), threshold * standard.target() / standard.threshold());
    }

    private static @Nullable LongTermConfig longterm(@Nullable Section longterm) {
        return longterm == null
                ? null
                : new LongTermConfig(
                        longterm.needWord("storage_scope", StorageScope.class),
                        longterm.need("auto_recall", Boolean.class),
                        longterm.need("recall_limit", Integer.class),
                        longterm.need("batch_size", Integer.class),
                        longterm.text("embedder"));
    }

    private static LlmConfig llm(String name, Section llm) {
        return new LlmConfig(
                name,
                llm.needWord("type", ModelType.class),
                llm.givenText("model"),
                llm.givenText("api_key"),
                llm.givenText("host"),
                llm.get("temperature", Double.class),
                llm.get("max_tokens", Integer.class),
                llm.need("timeout", Duration.class));
    }

    private static EmbedderConfig embedder(String name, Section embedder) {
        return new EmbedderConfig(
                name,
                embedder.needWord("type", EmbedderType.class),
                embedder.givenText("model"),
                embedder.givenText("api_key"),
                embedder.givenText("host"),
                embedder.need("timeout", Duration.class));
    }

    private static SessionStoreConfig sessionStore(String name, Section store) {
        var sql = store.section("sql");
        return new SessionStoreConfig(
                name,
                sql.needWord("driver", Driver.class),
                sql.need("database", String.class),
                sql.givenText("host"),
                sql.get("port", Integer.class),
                sql.givenText("username"),
                sql.givenText("password"),
                sql.text("ssl_mode"),
                sql.need("max_conns", Integer.class),
                store.section("blobs").text("folder"));
    }

    private static SessionsConfig sessions(Section sessions) {
        return new SessionsConfig(
                sessions.span("timeout"), sessions.span("max_duration"), sessions.need("busy_timeout", Duration.class));
    }

    private static @Nullable ServicesConfig services(@Nullable Section services) {
        return services == null
                ? null
                : new ServicesConfig(services.texts("command"), services.texts("query"), services.texts("projector"));
    }

    private static @Nullable KafkaConfig kafka(@Nullable Section kafka) {
        return kafka == null
                ? null
                : new KafkaConfig(
                        kafka.texts("bootstrap_servers"),
                        kafka.need("topic", String.class),
                        kafka.need("partitions", Integer.class),
                        kafka.need("replication", Integer.class),
                        texts(kafka.section("properties")));
    }

    private static Map<String, String> texts(Section map) {
        return map.values().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry ->
                (String) entry.getValue().content()));
    }
}
