package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.KafkaConfig;
import java.util.Objects;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True when the configuration names brokers. */
final class WithKafka implements ConfigurationCondition {

    static KafkaConfig of(HectorConfig config) {
        return Objects.requireNonNull(config.kafka(), "only asked for where there is Kafka");
    }

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var beans = Objects.requireNonNull(context.getBeanFactory(), "beans are being registered");
        return beans.getBean(HectorConfig.class).kafka() != null;
    }
}
