package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.memory.MemorySettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ModelsTest {

    @Test
    void anAgentWithoutAModelGetsTheDemo() {
        var models = Models.of(config(agent("assistant", null)), String::length);

        assertThat(models.forAgent("assistant").name()).isEqualTo("demo");
    }

    @Test
    void agentsThatNameTheSameModelShareIt() {
        var models = Models.of(
                config(llm(ModelType.OPENAI, "gpt-4o", "key", null), agent("a", "main"), agent("b", "main")),
                String::length);

        assertThat(models.forAgent("a")).isSameAs(models.forAgent("b"));
        assertThat(models.forAgent("a").name()).isEqualTo("openai/gpt-4o");
    }

    @Test
    void everyProviderCanBeBuilt() {
        for (var type : EnumSet.complementOf(EnumSet.of(ModelType.DEMO))) {
            var models = Models.of(config(llm(type, "m", "key", null), agent("a", "main")), String::length);

            assertThat(models.forAgent("a").name()).isEqualTo(type.wireName() + "/m");
        }
    }

    @Test
    void aMissingKeyIsFoundAtStart() {
        assertRefused(llm(ModelType.OPENAI, "gpt-4o", null, null), "llms.main.api_key is missing", "${OPENAI_API_KEY}");
        assertRefused(llm(ModelType.ANTHROPIC, "m", " ", null), "llms.main.api_key is missing");
        assertRefused(llm(ModelType.GEMINI, "m", null, "http://localhost:1"), "llms.main.api_key is missing");
    }

    @Test
    void hostsOfOnesOwnNeedNoKey() {
        var models = Models.of(
                config(llm(ModelType.OPENAI, "m", null, "http://localhost:8000"), agent("a", "main")), String::length);

        assertThat(models.forAgent("a").name()).isEqualTo("openai/m");
        Models.of(config(llm(ModelType.OLLAMA, "m", null, null), agent("a", "main")), String::length);
    }

    @Test
    void whatElseCannotWorkIsFoundAtStart() {
        assertRefused(llm(ModelType.OPENAI, null, "key", null), "llms.main.model is missing");
        assertRefused(llm(ModelType.OLLAMA, "m", null, "localhost:11434"), "llms.main.host must begin with http");
        assertThatThrownBy(() -> Models.of(config(agent("a", "gone")), String::length))
                .hasMessage("agents.a.llm is 'gone', which is not under llms");
    }

    @Test
    void anUnknownAgentIsRefused() {
        var models = Models.of(config(agent("a", null)), String::length);

        assertThatThrownBy(() -> models.forAgent("b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(LlmConfig llm, String... parts) {
        assertThatThrownBy(() -> Models.of(config(llm, agent("a", "main")), String::length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    private static HectorConfig config(AgentConfig agent) {
        return new HectorConfig(Map.of(agent.name(), agent), Map.of(), Map.of(), SessionsConfig.DEFAULT);
    }

    private static HectorConfig config(LlmConfig llm, AgentConfig... agents) {
        var byName = Stream.of(agents).collect(Collectors.toMap(AgentConfig::name, agent -> agent));
        return new HectorConfig(byName, Map.of(llm.name(), llm), Map.of(), SessionsConfig.DEFAULT);
    }

    private static AgentConfig agent(String name, @Nullable String llm) {
        return new AgentConfig(name, llm, "", null, MemorySettings.DEFAULT, null, List.of(), false);
    }

    private static LlmConfig llm(
            ModelType type, @Nullable String model, @Nullable String apiKey, @Nullable String host) {
        return new LlmConfig("main", type, model, apiKey, host, null, null, Duration.ofSeconds(5));
    }
}
