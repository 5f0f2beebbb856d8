package dev.hector.store.micrometer;

import dev.hector.store.SessionStores;
import dev.hector.store.StoreWatch;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters of stores: needs a {@link MeterRegistry} and the {@link SessionStores}, offers who is to be told of them. */
@Configuration(proxyBeanMethods = false)
public class StoreMetersConfiguration {

    @Bean
    StoreWatch storeMeters(MeterRegistry meters) {
        return new StoreMeters(meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ProjectionMeters projectionMeters(SessionStores stores, MeterRegistry meters) {
        return new ProjectionMeters(stores, meters);
    }
}
