package dev.hector.standalone;

import dev.hector.command.CommandServiceConfiguration;
import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.gateway.ApiGatewayConfiguration;
import dev.hector.gateway.grpc.A2AServiceConfiguration;
import dev.hector.memory.MemoryProjectorConfiguration;
import dev.hector.models.JtokkitTokenCounter;
import dev.hector.models.ModelWatch;
import dev.hector.models.Models;
import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionQueriesGrpc;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import dev.hector.query.QueryServiceConfiguration;
import dev.hector.store.SessionStores;
import dev.hector.store.StoreWatch;
import io.grpc.BindableService;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every service in this JVM; the internal stubs lead to an in-process channel. */
@Configuration(proxyBeanMethods = false)
@Import({
    CommandServiceConfiguration.class,
    QueryServiceConfiguration.class,
    MemoryProjectorConfiguration.class,
    ApiGatewayConfiguration.class,
    A2AServiceConfiguration.class
})
class StandaloneConfiguration {

    @Bean
    SessionStores sessionStores(HectorConfig config, ObjectProvider<StoreWatch> watch) {
        return SessionStores.of(config, watch.getIfAvailable(() -> StoreWatch.NONE));
    }

    @Bean
    TokenCounter tokenCounter() {
        return new JtokkitTokenCounter();
    }

    @Bean
    Models models(HectorConfig config, TokenCounter counter, ObjectProvider<ModelWatch> watch) {
        return Models.of(config, counter, watch.getIfAvailable(() -> ModelWatch.NONE));
    }

    @Bean
    InProcessChannel internalChannel(
            @Qualifier("sessionCommandsService") BindableService commands,
            @Qualifier("sessionQueries") BindableService queries,
            @Qualifier("longTermMemories") ObjectProvider<BindableService> memories) {
        var services =
                Stream.concat(Stream.of(commands, queries), memories.stream()).toList();
        return InProcessChannel.direct(
                services,
                Set.of(SessionQueriesGrpc.getAwaitEventsMethod(), LongTermMemoriesGrpc.getRecallMemoriesMethod()));
    }

    @Bean
    SessionCommandsBlockingStub sessionCommandsStub(InProcessChannel internalChannel) {
        return SessionCommandsGrpc.newBlockingStub(internalChannel.channel());
    }

    @Bean
    SessionQueriesBlockingStub sessionQueriesStub(InProcessChannel internalChannel) {
        return SessionQueriesGrpc.newBlockingStub(internalChannel.channel());
    }
}
