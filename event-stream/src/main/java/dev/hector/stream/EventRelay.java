package dev.hector.stream;

import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.StoredEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Hands one store's events on in their order, keyed by session. Of all instances one has the turn; the cursor moves after
 * the brokers have acknowledged, so that what is handed on is all of the log, some of it twice when a turn changes hands.
 */
final class EventRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);
    private static final int BATCH = 500;

    /** Appends that come so soon after each other are handed on together. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final Duration RENEW = Duration.ofSeconds(3);
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(20);

    private final SessionStore store;
    private final Topic topic;
    private final String owner;
    private final RelayCursor cursor;
    private final KafkaTemplate<String, CloudEvent> kafka;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean told;
    private @Nullable Thread thread;

    EventRelay(SessionStore store, Topic topic, String owner, KafkaTemplate<String, CloudEvent> kafka) {
        this.store = store;
        this.topic = topic;
        this.owner = owner;
        this.cursor = new RelayCursor(store);
        this.kafka = kafka;
    }

    void start() {
        thread = Thread.ofVirtual().name("relay-" + store.name()).start(this::run);
    }

    private void run() {
        while (isOpen()) {
            try {
                topic.make();
                var lease = cursor.acquire(owner);
                if (lease.isPresent()) {
                    relay(lease.get());
                }
                pause(NEXT_TRY);
            } catch (StoreUnavailableException | KafkaException | org.springframework.kafka.KafkaException failure) {
                tell(failure);
                pause(NEXT_TRY);
            } catch (RuntimeException defect) {
                LOG.error("The relay of store '{}' failed and tries again", store.name(), defect);
                pause(NEXT_TRY);
            } catch (InterruptedException _) {
                closed.countDown();
            }
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void relay(RelayCursor.Lease lease) throws InterruptedException {
        LOG.info(
                "Events of store '{}' are handed on from position {} (epoch {})",
                store.name(),
                lease.position(),
                lease.epoch());
        var position = lease.position();
        var renewedAt = System.nanoTime();
        while (isOpen()) {
            var events = store.log().readAll(position, BATCH);
            if (!events.isEmpty()) {
                send(events);
                position = events.getLast().position();
            }
            if (!events.isEmpty() || System.nanoTime() - renewedAt > RENEW.toNanos()) {
                if (!cursor.move(lease.epoch(), position)) {
                    LOG.info("Another instance hands the events of store '{}' on", store.name());
                    return;
                }
                renewedAt = System.nanoTime();
                told = false;
            }
            if (events.size() < BATCH) {
                pause(GATHER);
            }
        }
        cursor.release(lease.epoch());
    }

    private void send(List<StoredEvent> events) throws InterruptedException {
        var sent = events.stream()
                .map(event -> kafka.send(topic.name(), event.session().toString(), EventRecords.of(event)))
                .toArray(CompletableFuture<?>[]::new);
        kafka.flush();
        try {
            CompletableFuture.allOf(sent).get(ACKNOWLEDGED.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            kafka.getProducerFactory().reset();
            throw new KafkaException("not every event was acknowledged: " + failure.getMessage(), failure);
        }
    }

    private void tell(RuntimeException failure) {
        if (!told && isOpen()) {
            LOG.warn("Events of store '{}' are not handed on: {}", store.name(), failure.getMessage());
            told = true;
        }
    }

    private void pause(Duration atMost) {
        try {
            closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread != null) {
                thread.join(ACKNOWLEDGED);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
