package dev.hector.stream;

import dev.hector.store.SessionStore;
import org.springframework.kafka.core.KafkaAdmin;

/** A store's topic, made when it is first needed. */
final class Topic {

    private static final int SECONDS = 10;

    private final Kafka kafka;
    private final SessionStore store;
    private boolean there;

    Topic(Kafka kafka, SessionStore store) {
        this.kafka = kafka;
        this.store = store;
    }

    String name() {
        return kafka.topic(store);
    }

    /** @throws org.apache.kafka.common.KafkaException when the brokers do not answer */
    void make() {
        if (!there) {
            var admin = new KafkaAdmin(kafka.common());
            admin.setOperationTimeout(SECONDS);
            admin.createOrModifyTopics(kafka.newTopic(store));
            there = true;
        }
    }
}
