package dev.hector.memory.micrometer;

import dev.hector.memory.SummaryWatch;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters and spans of summaries: needs an {@link ObservationRegistry}. */
@Configuration(proxyBeanMethods = false)
public class SummaryMetersConfiguration {

    @Bean
    SummaryWatch observedSummaries(ObservationRegistry observations) {
        return new ObservedSummaries(observations);
    }
}
