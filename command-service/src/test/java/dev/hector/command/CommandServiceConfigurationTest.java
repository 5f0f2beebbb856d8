package dev.hector.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.command.grpc.SessionCommandsService;
import dev.hector.command.session.SessionFixture;
import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.SessionStores;
import dev.hector.store.StoredEvent;
import io.grpc.BindableService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class CommandServiceConfigurationTest {

    private static final SessionKey SESSION = SessionKey.of("assistant", "s-1");

    @Test
    void offersTheServiceForTheConfiguredAgents() {
        try (var context = start(SessionsConfig.DEFAULT)) {
            assertThat(context.getBean(BindableService.class)).isInstanceOf(SessionCommandsService.class);
            var outcome = create(context);
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void enforcesTheConfiguredTimeout() {
        var sessions = new SessionsConfig(Duration.ofMillis(100), null, Duration.ofSeconds(30));
        try (var context = start(sessions)) {
            create(context);
            await().atMost(Duration.ofSeconds(15)).until(() -> types(context).contains("SessionEnded"));
        }
    }

    @Test
    void stopsWithTheContext() {
        var context = start(SessionsConfig.DEFAULT);
        var commands = context.getBean(AllCommands.class);
        assertThat(commands.isRunning()).isTrue();

        context.close();

        assertThat(commands.isRunning()).isFalse();
    }

    private static Outcome create(AnnotationConfigApplicationContext context) {
        var bus = context.getBean(CommandStores.class).forAgent("assistant").bus();
        return bus.submit(Request.bySystem(SESSION, SessionFixture.create()));
    }

    private static List<String> types(AnnotationConfigApplicationContext context) {
        var store = context.getBean(SessionStores.class).forAgent("assistant");
        return store.log().readSession(SESSION, SessionRange.after(0, 10)).stream()
                .map(StoredEvent::type)
                .toList();
    }

    private static AnnotationConfigApplicationContext start(SessionsConfig sessions) {
        var agent = new AgentConfig("assistant", null, "", null, MemorySettings.DEFAULT, null, List.of(), false);
        var config = new HectorConfig(Map.of("assistant", agent), Map.of(), Map.of(), sessions);
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(HectorConfig.class, () -> config);
        context.registerBean(SessionStores.class, () -> SessionStores.of(config));
        context.register(CommandServiceConfiguration.class);
        context.refresh();
        return context;
    }
}
