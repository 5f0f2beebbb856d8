package dev.hector.longterm.micrometer;

import dev.hector.longterm.EmbeddingWatch;
import dev.hector.longterm.WaitingMemories;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters of long-term memory: needs a {@link MeterRegistry}. */
@Configuration(proxyBeanMethods = false)
public class EmbeddingMetersConfiguration {

    @Bean
    EmbeddingWatch embeddingMeters(MeterRegistry meters) {
        return new EmbeddingMeters(meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WaitingMeters waitingMeters(WaitingMemories memories, MeterRegistry meters) {
        return new WaitingMeters(memories, meters);
    }
}
