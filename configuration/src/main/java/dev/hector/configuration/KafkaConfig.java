package dev.hector.configuration;

import java.util.List;
import java.util.Map;

/**
 * The brokers that events are handed on through, and the topic.
 *
 * @param bootstrapServers {@code host:port} of some brokers
 * @param partitions of the topic, when it has to be made
 * @param replication copies of each partition, when the topic has to be made
 * @param properties what Kafka's clients are told besides, such as {@code security.protocol}
 */
public record KafkaConfig(
        List<String> bootstrapServers, String topic, int partitions, int replication, Map<String, String> properties) {

    public KafkaConfig {
        bootstrapServers = List.copyOf(bootstrapServers);
        properties = Map.copyOf(properties);
    }

    /** The properties may hold a password. */
    @Override
    public String toString() {
        return "KafkaConfig[bootstrapServers=" + bootstrapServers + ", topic=" + topic + "]";
    }
}
