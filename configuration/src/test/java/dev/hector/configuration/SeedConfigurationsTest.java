package dev.hector.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedConfigurationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in-memory",
                "persistent",
                "chat-application",
                "customer-support",
                "code-assistant",
                "session-timeout",
                "debug",
                "session-scoped"
            })
    void acceptsEachAsTyped(String name) {
        assertThat(read(name)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "in-memory, strategy, stratgey, 5, 9, unknown key 'stratgey' in agents.assistant.memory.working",
        "in-memory, longterm, longtrem, 8, 7, did you mean 'longterm'?",
        "in-memory, summary_buffer, sumary_buffer, 5, 19, did you mean 'summary_buffer'?",
        "persistent, session_stores, session_store, 2, 1, did you mean 'session_stores'?",
        "persistent, database:, databse:, 7, 7, did you mean 'database'?",
        "persistent, driver: sqlite, driver: sqlight, 6, 15, did you mean 'sqlite'?",
        "persistent, backend: sql, backend: redis, 4, 14, must be 'sql'",
        "persistent, session_store: \"main, session_store: \"mian, 11, 20, did you mean 'main-db'?",
        "chat-application, window_size, windowSize, 6, 9, did you mean 'window_size'?",
        "chat-application, 20, twenty, 6, 22, must be a whole number from 1 to",
        "customer-support, tools, tool, 3, 5, did you mean 'tools'?",
        "code-assistant, agents, agnets, 1, 1, did you mean 'agents'?",
        "code-assistant, memory, memroy, 4, 5, did you mean 'memory'?",
        "session-timeout, 30m, 30 minutes, 3, 12, must be a duration such as",
        "session-timeout, max_duration, maxDuration, 4, 3, did you mean 'max_duration'?",
        "debug, reasoning, reasonning, 3, 5, did you mean 'reasoning'?",
        "session-scoped, \"all\", \"everything\", 13, 24, 'must be session, conversational, all or summaries_only'",
    })
    void refusesATypoWhereItStands(String name, String right, String wrong, int line, int column, String message) {
        var text = textOf(name);
        assertThat(text).contains(right);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> HectorConfigReader.read("my.yaml", text.replaceFirst(right, wrong), Map.of()))
                .satisfies(refusal -> assertThat(refusal.problems()).anySatisfy(problem -> {
                    assertThat(problem.toString()).startsWith("my.yaml:%d:%d: ".formatted(line, column));
                    assertThat(problem.message()).contains(message);
                }));
    }

    @Test
    void keepsWorkingMemoryAsWritten() {
        assertThat(agent("chat-application", "chatbot").workingMemory())
                .isEqualTo(new MemorySettings(Strategy.BUFFER_WINDOW, 20, 4000, 0.8, 0.6));
    }

    @Test
    void fillsInDefaults() {
        var debug = agent("debug", "debug");

        assertThat(debug.workingMemory()).isEqualTo(MemorySettings.DEFAULT);
        assertThat(debug.longterm()).isNull();
        assertThat(debug.llm()).isNull();
        assertThat(debug.sessionStore()).isNull();
        assertThat(debug.tools()).isEmpty();
    }

    @Test
    void takesReasoningAsOnWhenNothingIsInside() {
        assertThat(agent("debug", "debug").reasoning()).isTrue();
        assertThat(agent("customer-support", "support").reasoning()).isFalse();
    }

    @Test
    void resolvesTheStoreOfAnAgent() {
        var config = read("persistent");

        assertThat(Objects.requireNonNull(config.agents().get("assistant")).sessionStore())
                .isEqualTo("main-db");
        var store = Objects.requireNonNull(config.sessionStores().get("main-db"));
        assertThat(store.driver()).isEqualTo(Driver.SQLITE);
        assertThat(store.database()).isEqualTo("./data/sessions.db");
    }

    @Test
    void readsTimeLimitsWithoutAnyAgent() {
        var config = read("session-timeout");

        assertThat(config.sessions())
                .isEqualTo(new SessionsConfig(Duration.ofMinutes(30), Duration.ofHours(24), Duration.ofSeconds(30)));
        assertThat(config.warnings()).singleElement().asString().contains("no agents are configured");
        assertThat(config.withAnAgent().agents()).containsOnlyKeys("assistant");
    }

    @Test
    void joinsAgentsThatAreWrittenInTwoParts() {
        assertThat(read("session-scoped").agents()).containsOnlyKeys("support", "risky");
    }

    @Test
    void warnsOnceOfWhatDoesNothingYet() {
        assertThat(read("code-assistant").warnings()).singleElement().asString().contains("coder");
        assertThat(read("session-scoped").warnings()).isEmpty();
    }

    private static AgentConfig agent(String file, String name) {
        return Objects.requireNonNull(read(file).agents().get(name));
    }

    private static HectorConfig read(String name) {
        return HectorConfigReader.read(name + ".yaml", textOf(name), Map.of());
    }

    private static String textOf(String name) {
        try (InputStream file = SeedConfigurationsTest.class.getResourceAsStream("/seed/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
