package dev.hector.stream;

import dev.hector.configuration.KafkaConfig;
import dev.hector.store.SessionStore;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;

/** Clients of the configured brokers. */
final class Kafka {

    /** A message has at most a million characters, which are at most so many bytes of JSON. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    /** The log keeps everything; the topic only what readers may be behind. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** Events that come so soon after each other share a transaction, as they do for those who follow the log. */
    private static final Duration GATHER = Duration.ofMillis(100);

    /** Some hundred events: as many as a transaction takes. */
    private static final int GATHERED_BYTES = 256 * 1024;

    private final KafkaConfig config;

    Kafka(KafkaConfig config) {
        this.config = config;
    }

    /** Each store has a topic of its own, as positions are a store's own. */
    String topic(SessionStore store) {
        return config.topic() + "." + store.name();
    }

    NewTopic newTopic(SessionStore store) {
        return TopicBuilder.name(topic(store))
                .partitions(config.partitions())
                .replicas(config.replication())
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()))
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MOST_BYTES))
                .build();
    }

    Map<String, Object> common() {
        var properties = new HashMap<String, Object>(config.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        return properties;
    }

    DefaultKafkaProducerFactory<String, CloudEvent> producers() {
        var properties = common();
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(CloudEventSerializer.ENCODING_CONFIG, Encoding.STRUCTURED);
        properties.put(CloudEventSerializer.EVENT_FORMAT_CONFIG, JsonFormat.CONTENT_TYPE);
        var events = new CloudEventSerializer();
        events.configure(properties, false);
        return new DefaultKafkaProducerFactory<>(properties, new StringSerializer(), events);
    }

    DefaultKafkaConsumerFactory<String, CloudEvent> consumers(String group) {
        var properties = common();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        properties.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) GATHER.toMillis());
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        return new DefaultKafkaConsumerFactory<>(
                properties,
                StringDeserializer::new,
                () -> new ErrorHandlingDeserializer<>(new CloudEventDeserializer()));
    }
}
