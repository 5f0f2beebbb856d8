package dev.hector.observability;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers about health over HTTP. Needs a {@link HealthReport}. */
@Configuration(proxyBeanMethods = false)
public class HealthEdgeConfiguration {

    @Bean
    HealthController healthController(HealthReport health) {
        return new HealthController(health);
    }

    /** Boot's own answer names nothing. */
    @Bean
    HealthIndicator dependenciesHealthIndicator(HealthReport health) {
        return () -> (health.isWell() ? Health.up() : Health.down()).build();
    }
}
