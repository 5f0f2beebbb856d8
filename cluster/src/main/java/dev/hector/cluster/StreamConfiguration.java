package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.store.SessionStores;
import dev.hector.store.projection.StreamFedProjections;
import dev.hector.stream.StreamReaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Has Kafka feed the projections, where it is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(WithKafka.class)
class StreamConfiguration {

    @Bean
    StreamFedProjections projectionRunners() {
        return new StreamFedProjections();
    }

    /** Starts late: what is read before projections are there they read from the log. */
    @Bean(initMethod = "start", destroyMethod = "close")
    StreamReaders streamReaders(HectorConfig config, SessionStores stores, StreamFedProjections projections) {
        return new StreamReaders(WithKafka.of(config), stores, projections);
    }
}
