package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.JtokkitTokenCounter;
import dev.hector.models.Models;
import dev.hector.models.micrometer.ObservedModels;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Language models and token counts, for the services that use them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    @Bean
    TokenCounter tokenCounter() {
        return new JtokkitTokenCounter();
    }

    @Bean
    Models models(HectorConfig config, TokenCounter counter, ObservationRegistry observations, MeterRegistry meters) {
        return Models.of(config, counter, new ObservedModels(observations, meters));
    }
}
