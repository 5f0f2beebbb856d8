package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.store.SessionStores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The databases, for the services that use them. */
@Configuration(proxyBeanMethods = false)
class StoresConfiguration {

    @Bean
    SessionStores sessionStores(HectorConfig config) {
        return SessionStores.of(config);
    }

    @Bean
    Dependencies storesAnswer(SessionStores stores) {
        return new StoresAnswer(stores);
    }
}
