package dev.hector.query;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.query.grpc.SessionQueriesService;
import dev.hector.store.SessionStores;
import io.grpc.BindableService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The query service. Needs a {@link HectorConfig}, the {@link SessionStores} and a {@link TokenCounter}; gives the gRPC
 * service {@code SessionQueries}, whose calls block and so belong on virtual threads.
 */
@Configuration(proxyBeanMethods = false)
public class QueryServiceConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    FollowedStores followedStores(SessionStores stores) {
        return new FollowedStores(stores);
    }

    @Bean
    VisibleSessions visibleSessions(FollowedStores stores) {
        return new VisibleSessions(stores);
    }

    @Bean
    WorkingMemories workingMemories(
            FollowedStores stores, VisibleSessions visible, HectorConfig config, TokenCounter counter) {
        return new WorkingMemories(stores, visible, config, counter);
    }

    @Bean
    SessionCatalogue sessionCatalogue(
            FollowedStores stores, VisibleSessions visible, WorkingMemories memories, HectorConfig config) {
        return new SessionCatalogue(stores, visible, memories, config);
    }

    @Bean
    AuditLog auditLog(FollowedStores stores, VisibleSessions visible) {
        return new AuditLog(stores, visible);
    }

    @Bean
    Transcript transcript(VisibleSessions visible) {
        return new Transcript(visible);
    }

    @Bean
    TextSearch textSearch(FollowedStores stores) {
        return new TextSearch(stores);
    }

    @Bean
    TurnLookup turns(VisibleSessions visible, WorkingMemories memories) {
        return new TurnLookup(visible, memories);
    }

    @Bean
    BindableService sessionQueries(
            SessionCatalogue catalogue,
            Transcript transcript,
            AuditLog log,
            TurnLookup turns,
            WorkingMemories memories,
            TextSearch search) {
        return new SessionQueriesService(catalogue, transcript, log, turns, memories, search);
    }
}
