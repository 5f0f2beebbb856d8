package dev.hector.stream;

import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import dev.hector.store.projection.StreamFedProjections;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Feeds a store's projections from its topic. Where it goes on is kept in the same transaction as what it has applied; a
 * record that says nothing is passed over, as the log has the event.
 */
final class StreamReader implements BatchMessageListener<String, CloudEvent>, ConsumerSeekAware {

    private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);

    private final SessionStore store;
    private final StreamFedProjections projections;
    private final StreamOffsets offsets;

    StreamReader(SessionStore store, StreamFedProjections projections) {
        this.store = store;
        this.projections = projections;
        this.offsets = new StreamOffsets(store);
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assigned, ConsumerSeekCallback seek) {
        assigned.keySet().stream().findFirst().ifPresent(any -> {
            var kept = offsets.of(any.topic());
            assigned.keySet()
                    .forEach(partition -> Optional.ofNullable(kept.get(partition))
                            .ifPresentOrElse(
                                    offset -> seek.seek(partition.topic(), partition.partition(), offset),
                                    () -> seek.seekToBeginning(partition.topic(), partition.partition())));
        });
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, CloudEvent>> records) {
        var events = new ArrayList<StoredEvent>();
        var next = new TreeMap<TopicPartition, Long>(
                Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        for (var record : records) {
            event(record).ifPresent(events::add);
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        projections.feed(
                store,
                events,
                rows -> next.forEach((partition, offset) -> StreamOffsets.move(rows, partition, offset)));
    }

    private static Optional<StoredEvent> event(ConsumerRecord<String, CloudEvent> record) {
        try {
            return Optional.ofNullable(record.value())
                    .map(EventRecords::read)
                    .or(() -> unreadable(record, "not a CloudEvent"));
        } catch (IllegalArgumentException notOurs) {
            return unreadable(record, notOurs.toString());
        }
    }

    private static Optional<StoredEvent> unreadable(ConsumerRecord<String, CloudEvent> record, String why) {
        LOG.warn("Record {} of {}-{} is passed over: {}", record.offset(), record.topic(), record.partition(), why);
        return Optional.empty();
    }
}
