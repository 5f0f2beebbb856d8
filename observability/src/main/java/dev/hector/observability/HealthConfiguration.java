package dev.hector.observability;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether the {@link Dependencies} of a context answer. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    @Bean
    HealthReport healthReport(ObjectProvider<Dependencies> dependencies, MeterRegistry meters) {
        var report = new HealthReport(dependencies.stream().toList(), PERIOD);
        meters.gauge("hector.ready", report, health -> health.isWell() ? 1 : 0);
        return report;
    }
}
