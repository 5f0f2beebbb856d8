package dev.hector.query;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.TokenCounter;
import dev.hector.store.SessionStores;
import dev.hector.store.TestStores;
import io.grpc.BindableService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class QueryServiceConfigurationTest {

    private static final SessionKey SESSION = SessionKey.of("assistant", "s1");

    @Test
    void catalogueFollowsTheLogWhileTheContextIsUp() {
        var store = TestStores.inMemory();
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(
                    HectorConfig.class, () -> new HectorConfig(Map.of(), Map.of(), Map.of(), SessionsConfig.DEFAULT));
            context.registerBean(SessionStores.class, () -> TestStores.forEveryAgent(store));
            context.registerBean(TokenCounter.class, () -> GivenSession::words);
            context.register(QueryServiceConfiguration.class);
            context.refresh();

            new GivenSession(store, SESSION).created("ann").stored();

            await().atMost(5, SECONDS)
                    .until(() -> store.read(rows -> new CatalogueRows().find(rows, SESSION))
                            .isPresent());
            assertThat(context.getBean(BindableService.class).bindService().getMethods())
                    .hasSize(9);
        }
    }
}
