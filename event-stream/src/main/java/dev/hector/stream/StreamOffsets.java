package dev.hector.stream;

import dev.hector.store.SessionStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store's rows in {@code stream_offset}: where readers of its topic go on. */
final class StreamOffsets {

    private final SessionStore store;

    StreamOffsets(SessionStore store) {
        this.store = store;
    }

    Map<TopicPartition, Long> of(String topic) {
        return store.read(rows -> {
            var offsets = new HashMap<TopicPartition, Long>();
            rows.sql("SELECT partition_number, next_offset FROM stream_offset WHERE topic = ?")
                    .params(topic)
                    .query(row -> {
                        offsets.put(new TopicPartition(topic, row.getInt(1)), row.getLong(2));
                    });
            return offsets;
        });
    }

    static void move(JdbcClient rows, TopicPartition partition, long next) {
        rows.sql("""
            INSERT INTO stream_offset (topic, partition_number, next_offset) VALUES (?, ?, ?)
            ON CONFLICT (topic, partition_number) DO UPDATE SET next_offset = excluded.next_offset
            """).params(partition.topic(), partition.partition(), next).update();
    }
}
