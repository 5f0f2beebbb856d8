package dev.hector.stream;

import dev.hector.configuration.KafkaConfig;
import dev.hector.store.SessionStores;
import io.cloudevents.CloudEvent;
import java.util.List;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

/** An instance's relays, one for each store. Instances take turns, store by store. */
public final class Relays implements AutoCloseable {

    /** The default one logs what users have said. */
    private static final ProducerListener<String, CloudEvent> SILENT = new ProducerListener<>() {};

    private final DefaultKafkaProducerFactory<String, CloudEvent> producers;
    private final List<EventRelay> relays;

    /** @param owner names this process */
    public Relays(KafkaConfig config, SessionStores stores, String owner) {
        var kafka = new Kafka(config);
        this.producers = kafka.producers();
        var producer = new KafkaTemplate<>(producers);
        producer.setProducerListener(SILENT);
        this.relays = stores.all().stream()
                .map(store -> new EventRelay(store, new Topic(kafka, store), owner, producer))
                .toList();
    }

    public void start() {
        relays.forEach(EventRelay::start);
    }

    @Override
    public void close() {
        relays.forEach(EventRelay::close);
        producers.destroy();
    }
}
