package dev.hector.longterm;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.longterm.grpc.LongTermMemoriesService;
import dev.hector.store.SessionStores;
import dev.hector.store.projection.ProjectionRunners;
import io.grpc.BindableService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Long-term memory. Needs a {@link HectorConfig}, the {@link SessionStores} and a {@link TokenCounter}; gives the gRPC
 * service {@code LongTermMemories}, whose calls block and so belong on virtual threads.
 */
@Configuration(proxyBeanMethods = false)
public class LongTermMemoryConfiguration {

    @Bean
    Owners sessionOwners() {
        return new Owners();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RememberingAgents rememberingAgents(
            HectorConfig config,
            SessionStores stores,
            TokenCounter counter,
            Owners sessionOwners,
            ObjectProvider<ProjectionRunners> runners,
            ObjectProvider<EmbeddingWatch> watch) {
        var embedders = new Embedders(config);
        return new RememberingAgents(
                config,
                stores,
                embedders::forAgent,
                counter,
                sessionOwners,
                runners.getIfAvailable(() -> ProjectionRunners.FOLLOWING),
                watch.getIfAvailable(() -> EmbeddingWatch.NONE));
    }

    @Bean
    LongTermMemory longTermMemory(RememberingAgents agents, Owners sessionOwners) {
        return new LongTermMemory(
                agents, new ScopeSearch(new ScopeIndexes(ScopeIndexes.defaultBytes())), sessionOwners);
    }

    @Bean
    WaitingMemories waitingMemories(RememberingAgents agents) {
        return new WaitingMemories(agents);
    }

    @Bean
    BindableService longTermMemories(LongTermMemory memory) {
        return new LongTermMemoriesService(memory);
    }
}
