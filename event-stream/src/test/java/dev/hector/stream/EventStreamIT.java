package dev.hector.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hector.configuration.KafkaConfig;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.NewEvent;
import dev.hector.store.Sample;
import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.StoredEvent;
import dev.hector.store.TestStores;
import dev.hector.store.projection.Projection;
import dev.hector.store.projection.StreamFedProjections;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From the log through a real broker to the rows of a projection. */
class EventStreamIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int PARTITIONS = 3;
    private static final AtomicInteger TOPICS = new AtomicInteger();

    @TempDir
    private static Path home;

    private static TestKafka kafka;

    private final StreamFedProjections fed = new StreamFedProjections();
    private final String name = "events-" + TOPICS.incrementAndGet();
    private SessionStore store;
    private KafkaConfig config;
    private Relays relays;
    private StreamReaders readers;

    @BeforeAll
    static void startBroker() {
        kafka = TestKafka.start(home);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void open() {
        store = TestStores.inPostgres();
        store.write(rows -> rows.sql(
                        "CREATE TABLE applied (session_id text, sequence bigint, PRIMARY KEY (session_id, sequence))")
                .update());
        config = new KafkaConfig(List.of(kafka.address()), name, PARTITIONS, 1, Map.of());
        relays = new Relays(config, new OneStore(store), "relay-1");
        readers = new StreamReaders(config, new OneStore(store), fed);
    }

    @AfterEach
    void close() {
        readers.close();
        relays.close();
        store.close();
    }

    @Test
    void bringsEveryEventToTheProjectionBeforeItsCursorComesBy() {
        try (var journal = fed.of(store, new Journal())) {
            journal.catchUp();
            relays.start();
            readers.start();
            append(0, 20);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied()).isEqualTo(200));
            assertThat(number("SELECT position FROM projection_cursor")).isZero();
            journal.catchUp();
            assertThat(applied()).isEqualTo(200);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(relayed()).isEqualTo(200));
        }
    }

    @Test
    void goesOnThroughABrokersDeath() throws InterruptedException {
        try (var journal = fed.of(store, new Journal())) {
            journal.start();
            relays.start();
            readers.start();
            append(0, 5);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(relayed()).isEqualTo(50));
            kafka.kill();
            append(5, 5);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied()).isEqualTo(100));
            assertThat(relayed()).isEqualTo(50);
            kafka.restart();
            append(10, 5);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(relayed()).isEqualTo(150));
            assertThat(applied()).isEqualTo(150);
            assertThat(number("SELECT count(*) FROM parked_session")).isZero();
        }
    }

    @Test
    void readsOnWhereItsTransactionsEndedAndDropsWhatItReadsAgain() {
        try (var journal = fed.of(store, new Journal())) {
            journal.catchUp();
            relays.start();
            readers.start();
            append(0, 10);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(offsets()).isEqualTo(100));
            readers.close();
            store.write(
                    rows -> rows.sql("UPDATE stream_offset SET next_offset = 0").update());
            append(10, 10);
            readers = new StreamReaders(config, new OneStore(store), fed);
            readers.start();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(offsets()).isEqualTo(200));
            assertThat(applied()).isEqualTo(200);
        }
    }

    @Test
    void passesOverRecordsThatAreNoEvents() throws Exception {
        relays.start();
        append(0, 1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(relayed()).isEqualTo(10));
        poison();
        try (var journal = fed.of(store, new Journal())) {
            journal.catchUp();
            readers.start();
            append(1, 3);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied()).isEqualTo(40));
        }
    }

    @Test
    void anEarlierRelayCannotMoveTheCursorOfALaterOne() {
        var cursor = new RelayCursor(store);
        var first = cursor.acquire("first").orElseThrow();
        assertThat(cursor.acquire("second")).isEmpty();
        assertThat(cursor.move(first.epoch(), 7)).isTrue();
        store.write(rows -> rows.sql("UPDATE relay_cursor SET lease_until = now() - interval '1 second'")
                .update());
        var second = cursor.acquire("second").orElseThrow();
        assertThat(second.position()).isEqualTo(7);
        assertThat(cursor.move(first.epoch(), 99)).isFalse();
        assertThat(cursor.move(second.epoch(), 9)).isTrue();
        cursor.release(first.epoch());
        assertThat(cursor.acquire("third")).isEmpty();
        cursor.release(second.epoch());
        assertThat(cursor.acquire("third")).contains(new RelayCursor.Lease(second.epoch() + 1, 9));
    }

    @Test
    void recordsAreCloudEventsInJson() throws Exception {
        append(0, 1);
        relays.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(relayed()).isEqualTo(10));
        var records = records();
        assertThat(records).hasSize(10);
        var record = records.stream()
                .filter(one -> one.key().equals("default/assistant/s3"))
                .findFirst()
                .orElseThrow();
        assertThat(new String(record.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                .startsWith("application/cloudevents+json");
        JSONAssert.assertEquals("""
            {"specversion": "1.0", "id": "%s", "source": "/hector/sessions/default/assistant/s3",
             "type": "dev.hector.session.MessageAppended.v1", "subject": "s3", "time": "2026-01-01T12:00:00Z",
             "datacontenttype": "application/json", "sequence": "1", "actor": "ann", "correlationid": "req_1",
             "data": {"message_id": "msg_s3_0", "role": "user", "content": "\\u0000 é 😀 \\"quoted\\"", "tokens": 3}}
            """.formatted(Sample.eventId("s3_0")), record.value(), false);
    }

    /** Ten sessions with as many messages each. */
    private void append(int version, int messages) {
        for (var n = version; n < version + messages; n++) {
            for (var session = 0; session < 10; session++) {
                var key = SessionKey.of("assistant", "s" + session);
                store.log().append(new Append(key, n, List.of(message("s" + session + "_" + n))));
            }
        }
    }

    private static NewEvent message(String id) {
        var message = new MessageAppended(
                "msg_" + id, Role.USER, "\u0000 é 😀 \"quoted\"", 3, List.of(), null, null, null, null, null, Map.of());
        return new NewEvent(
                Sample.eventId(id),
                message,
                new EventMetadata("ann", "req_1", null),
                Instant.parse("2026-01-01T12:00:00Z"));
    }

    private void poison() throws ExecutionException, InterruptedException {
        var properties = new Properties();
        properties.put("bootstrap.servers", kafka.address());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            for (var partition = 0; partition < PARTITIONS; partition++) {
                var garbage = "no event".getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic(), partition, "default/assistant/s1", garbage))
                        .get();
            }
        }
    }

    private List<ConsumerRecord<String, String>> records() {
        var properties = new Properties();
        properties.put("bootstrap.servers", kafka.address());
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic(), partition))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var read = new ArrayList<ConsumerRecord<String, String>>();
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
                return read.size() >= 10;
            });
            return read;
        }
    }

    private String topic() {
        return name + "." + store.name();
    }

    private long applied() {
        return number("SELECT count(*) FROM applied");
    }

    private long relayed() {
        return number("SELECT position FROM relay_cursor");
    }

    private long offsets() {
        return number("SELECT coalesce(sum(next_offset), 0) FROM stream_offset");
    }

    private long number(String query) {
        return store.read(rows -> rows.sql(query).query(Long.class).single());
    }

    /** Notes each event once, and only after the one before it. */
    private static final class Journal implements Projection {

        @Override
        public String name() {
            return "journal";
        }

        @Override
        public void apply(JdbcClient rows, StoredEvent event) {
            var session = event.session().sessionId();
            var last = rows.sql("SELECT coalesce(max(sequence), 0) FROM applied WHERE session_id = ?")
                    .params(session)
                    .query(Long.class)
                    .single();
            if (event.sequence() != last + 1) {
                throw new IllegalStateException("After " + last + " comes " + event);
            }
            rows.sql("INSERT INTO applied VALUES (?, ?)")
                    .params(session, event.sequence())
                    .update();
        }
    }

    private record OneStore(SessionStore store) implements SessionStores {

        @Override
        public SessionStore forAgent(String agent) {
            return store;
        }

        @Override
        public Collection<SessionStore> all() {
            return List.of(store);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
