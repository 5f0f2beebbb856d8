package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.observability.Dependencies;
import dev.hector.store.SessionStores;
import dev.hector.store.StoreWatch;
import dev.hector.store.micrometer.StoreMetersConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The databases, for the services that use them. */
@Configuration(proxyBeanMethods = false)
@Import(StoreMetersConfiguration.class)
class StoresConfiguration {

    @Bean
    SessionStores sessionStores(HectorConfig config, StoreWatch watch) {
        return SessionStores.of(config, watch);
    }

    @Bean
    Dependencies storesAnswer(SessionStores stores) {
        return new StoresAnswer(stores);
    }
}
