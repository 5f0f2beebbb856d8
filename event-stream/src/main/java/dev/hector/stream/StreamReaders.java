package dev.hector.stream;

import dev.hector.configuration.KafkaConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.projection.StreamFedProjections;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** An instance's readers of every store's topic. Instances share the partitions. */
public final class StreamReaders implements AutoCloseable {

    private static final String GROUP = "hector-projector";
    private static final int THREADS = 2;
    private static final long AGAIN_MILLIS = 500;
    private static final long STOP_MILLIS = 15_000;

    private final List<ConcurrentMessageListenerContainer<String, CloudEvent>> readers;

    public StreamReaders(KafkaConfig config, SessionStores stores, StreamFedProjections projections) {
        var kafka = new Kafka(config);
        this.readers = stores.all().stream()
                .map(store -> reader(kafka, store, projections))
                .toList();
    }

    private static ConcurrentMessageListenerContainer<String, CloudEvent> reader(
            Kafka kafka, SessionStore store, StreamFedProjections projections) {
        var properties = new ContainerProperties(kafka.topic(store));
        properties.setMessageListener(new StreamReader(store, projections));
        properties.setMissingTopicsFatal(false);
        properties.setShutdownTimeout(STOP_MILLIS);
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        var container = new ConcurrentMessageListenerContainer<>(kafka.consumers(GROUP), properties);
        container.setConcurrency(THREADS);
        container.setBeanName("stream-" + store.name());
        container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(AGAIN_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }

    public void start() {
        readers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void close() {
        readers.forEach(ConcurrentMessageListenerContainer::stop);
    }
}
