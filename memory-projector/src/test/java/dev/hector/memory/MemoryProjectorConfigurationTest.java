package dev.hector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.Models;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.store.SessionStores;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class MemoryProjectorConfigurationTest {

    private static final TokenCounter COUNTER = Fixture.COUNTER;

    @Test
    void projectorStartsWithItsContext() throws InterruptedException {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(HectorConfig.class, () -> config());
            context.registerBean(SessionStores.class, () -> SessionStores.of(config()));
            context.registerBean(TokenCounter.class, () -> COUNTER);
            context.registerBean(Models.class, () -> Models.of(config(), COUNTER));
            context.registerBean(SessionCommandsBlockingStub.class, MemoryProjectorConfigurationTest::nobody);
            context.register(MemoryProjectorConfiguration.class);
            context.refresh();

            assertThat(context.getBean(MemoryProjector.class).drain(Duration.ofSeconds(5)))
                    .isTrue();
        }
    }

    @Test
    void agentsOwnModelSummarisesAndTheDemoModelNever() {
        var summarisers = MemoryProjectorConfiguration.summarisers(config(), Models.of(config(), COUNTER), COUNTER);

        assertThat(summarisers.apply(agent("plain", null))).isInstanceOf(ExtractiveSummariser.class);
        assertThat(summarisers.apply(agent("demo", "demo"))).isInstanceOf(ExtractiveSummariser.class);
        assertThat(summarisers.apply(agent("clever", "local"))).isInstanceOf(ModelSummariser.class);
    }

    private static SessionCommandsBlockingStub nobody() {
        return SessionCommandsGrpc.newBlockingStub(
                InProcessChannelBuilder.forName("nobody").build());
    }

    private static HectorConfig config() {
        var local = new LlmConfig(
                "local", ModelType.OLLAMA, "llama3", null, "http://localhost:1", null, null, Duration.ofSeconds(5));
        var demo = new LlmConfig("demo", ModelType.DEMO, "demo", null, null, null, null, Duration.ofSeconds(5));
        return new HectorConfig(
                Map.of(
                        "plain",
                        agent("plain", null),
                        "demo",
                        agent("demo", "demo"),
                        "clever",
                        agent("clever", "local")),
                Map.of("local", local, "demo", demo),
                Map.of(),
                SessionsConfig.DEFAULT);
    }

    private static AgentConfig agent(String name, @Nullable String llm) {
        return new AgentConfig(name, llm, "", null, MemorySettings.DEFAULT, null, List.of(), false);
    }
}
