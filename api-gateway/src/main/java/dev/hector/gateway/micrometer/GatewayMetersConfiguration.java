package dev.hector.gateway.micrometer;

import dev.hector.gateway.EdgeWatch;
import dev.hector.gateway.TurnWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters and spans of a gateway: needs an {@link ObservationRegistry} and a {@link MeterRegistry}. */
@Configuration(proxyBeanMethods = false)
public class GatewayMetersConfiguration {

    @Bean
    TurnWatch observedTurns(ObservationRegistry observations, MeterRegistry meters) {
        return new ObservedTurns(observations, meters);
    }

    @Bean
    EdgeWatch edgeMeters(MeterRegistry meters) {
        return new EdgeMeters(meters);
    }
}
