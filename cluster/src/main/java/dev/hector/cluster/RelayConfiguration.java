package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.store.SessionStores;
import dev.hector.stream.Relays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Hands events on through Kafka, where it is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(WithKafka.class)
class RelayConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    Relays relays(HectorConfig config, SessionStores stores, InstanceOptions options) {
        var owner = options.advertised() + ":" + options.internalPort() + "/"
                + ProcessHandle.current().pid();
        return new Relays(WithKafka.of(config), stores, owner);
    }
}
