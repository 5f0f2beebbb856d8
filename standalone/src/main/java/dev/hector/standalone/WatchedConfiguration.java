package dev.hector.standalone;

import dev.hector.gateway.micrometer.GatewayMetersConfiguration;
import dev.hector.memory.micrometer.SummaryMetersConfiguration;
import dev.hector.models.ModelWatch;
import dev.hector.models.micrometer.ObservedModels;
import dev.hector.store.micrometer.StoreMetersConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a server that listens is watched by; one that is embedded does without. */
@Configuration(proxyBeanMethods = false)
@Import({StoreMetersConfiguration.class, SummaryMetersConfiguration.class, GatewayMetersConfiguration.class})
class WatchedConfiguration {

    @Bean
    ModelWatch observedModels(ObservationRegistry observations, MeterRegistry meters) {
        return new ObservedModels(observations, meters);
    }
}
