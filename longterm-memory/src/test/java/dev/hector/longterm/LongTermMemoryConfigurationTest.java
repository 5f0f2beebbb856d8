package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.EmbedderConfig;
import dev.hector.configuration.EmbedderType;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.ServerModule;
import dev.hector.configuration.SessionsConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.TokenCounter;
import dev.hector.store.SessionStores;
import io.grpc.BindableService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class LongTermMemoryConfigurationTest {

    private static final EmbedderConfig OLLAMA =
            new EmbedderConfig("mine", EmbedderType.OLLAMA, "m", null, null, Duration.ofSeconds(1));

    @Test
    void givesTheService() {
        try (var context = new AnnotationConfigApplicationContext()) {
            var config = config(null);
            context.registerBean(HectorConfig.class, () -> config);
            context.registerBean(SessionStores.class, () -> SessionStores.of(config));
            context.registerBean(TokenCounter.class, () -> GivenSession::words);
            context.register(LongTermMemoryConfiguration.class);
            context.refresh();

            assertThat(context.getBean("longTermMemories", BindableService.class))
                    .isNotNull();
        }
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(ServerModule.present()).singleElement().satisfies(module -> {
            assertThat(module.artifact()).isEqualTo("longterm-memory");
            assertThat(module.configuration()).isEqualTo(LongTermMemoryConfiguration.class);
        });
    }

    @Test
    void usesTheEmbeddingModelThatTheAgentNames() {
        assertThat(new Embedders(config(null)).forAgent("a").model()).isEqualTo("all-minilm-l6-v2-q");
        assertThat(new Embedders(config("mine")).forAgent("a").model()).isEqualTo("ollama/m");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Embedders(config("yours")).forAgent("a"))
                .withMessage("agents.a.memory.longterm.embedder is 'yours', which is not under embedders");
    }

    private static HectorConfig config(@Nullable String embedder) {
        var longterm = new LongTermConfig(StorageScope.SESSION, true, 5, 1, embedder);
        var agent = new AgentConfig("a", null, "", null, MemorySettings.DEFAULT, longterm, List.of(), false);
        return new HectorConfig(Map.of("a", agent), Map.of(), Map.of("mine", OLLAMA), Map.of(), SessionsConfig.DEFAULT);
    }
}
