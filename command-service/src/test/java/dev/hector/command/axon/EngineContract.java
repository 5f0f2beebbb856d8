package dev.hector.command.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.command.session.SessionState;
import dev.hector.events.EventMetadata;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.UnknownEventException;
import dev.hector.store.NewerRelease;
import dev.hector.store.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Axon may rely on over every store. */
abstract class EngineContract {

    private static final SessionKey PAINT = SessionKey.of("assistant", "paint");
    private static final SessionEvent CREATED = new SessionCreated("ada", null, Map.of());
    private static final SessionEvent ENDED = new SessionEnded(SessionEnded.Reason.COMPLETED);

    private SessionStore store;
    private EventStorageEngine engine;

    abstract SessionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        engine = engine(1);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void givesBackAnAggregatesEvents() {
        var created = event(0, CREATED, MetaData.with("actor", "ada").and("correlation_id", "req_1"));
        engine.appendEvents(created, event(1, ENDED, MetaData.with("causation_id", "msg_1")));

        var stream = engine.readEvents(PAINT.toString(), 0);
        var events = stream.asStream().toList();

        assertThat(events).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L);
        assertThat(events).map(message -> (Object) message.getPayload()).containsExactly(CREATED, ENDED);
        assertThat(events.getFirst().getIdentifier()).isEqualTo(created.getIdentifier());
        assertThat(events.getFirst().getMetaData()).isEqualTo(created.getMetaData());
        assertThat(events.getLast().getMetaData().get("actor")).isEqualTo("system");
        assertThat(events.getLast().getMetaData().get("causation_id")).isEqualTo("msg_1");
        assertThat(stream.getLastSequenceNumber()).isEqualTo(1);
    }

    @Test
    void storesTheMetadataForTheLogsReaders() {
        engine.appendEvents(event(0, CREATED, MetaData.with("actor", "ada").and("correlation_id", "req_1")));

        assertThat(store.log().readAll(0, 1).getFirst().cause()).isEqualTo(new EventMetadata("ada", "req_1", null));
    }

    @Test
    void readsOnFromASequence() {
        engine.appendEvents(event(0, CREATED), event(1, ENDED), event(2, ENDED));

        assertThat(engine.readEvents(PAINT.toString(), 1).asStream())
                .extracting(DomainEventMessage::getSequenceNumber)
                .containsExactly(1L, 2L);
    }

    @Test
    void readsLongSessionsWhole() {
        for (int i = 0; i < 450; i += 50) {
            engine.appendEvents(IntStream.range(i, i + 50)
                    .mapToObj(sequence -> event(sequence, ENDED))
                    .toList());
        }

        var stream = engine.readEvents(PAINT.toString(), 0);

        assertThat(stream.asStream()).hasSize(450);
        assertThat(stream.getLastSequenceNumber()).isEqualTo(449);
    }

    @Test
    void hasNoEventsOfAnUnknownSession() {
        var stream = engine.readEvents(PAINT.toString(), 0);

        assertThat(stream.hasNext()).isFalse();
        assertThat(stream.getLastSequenceNumber()).isNull();
        assertThat(engine.lastSequenceNumberFor(PAINT.toString())).isEmpty();
    }

    @Test
    void tellsALostRace() {
        engine.appendEvents(event(0, CREATED), event(1, ENDED));

        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> engine.appendEvents(event(1, ENDED)));
        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> engine.appendEvents(event(0, CREATED)));
        assertThat(engine.lastSequenceNumberFor(PAINT.toString())).contains(1L);
    }

    @Test
    void refusesEventsOfTwoSessionsAtOnce() {
        var other = new GenericDomainEventMessage<>(SessionAggregate.TYPE, "default/assistant/music", 1, CREATED);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> engine.appendEvents(event(0, CREATED), other));
    }

    @Test
    void tellsOfAnEventThatANewerReleaseWrote() {
        engine.appendEvents(event(0, CREATED));
        NewerRelease.append(store, PAINT, 2, "SessionForked", "{}");
        var axon = EmbeddedEventStore.builder().storageEngine(engine).build();

        assertThatExceptionOfType(UnknownEventException.class)
                .isThrownBy(() -> axon.readEvents(PAINT.toString()).asStream().toList());
    }

    @Test
    void tracksAllEventsInOrder() {
        var tail = engine.createTailToken();
        engine.appendEvents(event(0, CREATED), event(1, ENDED));

        assertThat(engine.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(engine.readEvents(tail, false).map(event -> event.trackingToken()))
                .isEqualTo(List.of(new GlobalSequenceTrackingToken(1), new GlobalSequenceTrackingToken(2)));
        assertThat(engine.readEvents(new GlobalSequenceTrackingToken(1), false)).hasSize(1);
        assertThat(engine.readEvents(null, false)).hasSize(2);
    }

    @Test
    void keepsTheNewestSnapshot() {
        engine.appendEvents(event(0, CREATED));
        engine.storeSnapshot(snapshot(4));
        engine.storeSnapshot(snapshot(9));
        engine.storeSnapshot(snapshot(6));

        assertThat(engine.readSnapshot(PAINT.toString())).hasValueSatisfying(snapshot -> {
            assertThat(snapshot.getSequenceNumber()).isEqualTo(9);
            assertThat(snapshot.getPayload()).isInstanceOfSatisfying(SessionAggregate.class, session -> {
                assertThat(session.session()).isEqualTo(PAINT.toString());
                assertThat(session.state()).isEqualTo(stateAt(9));
            });
        });
    }

    @Test
    void passesOverSnapshotsOfAnotherRevision() {
        engine.appendEvents(event(0, CREATED));
        engine.storeSnapshot(snapshot(4));
        var newer = engine(2);

        assertThat(newer.readSnapshot(PAINT.toString())).isEmpty();
        newer.storeSnapshot(snapshot(3));
        assertThat(newer.readSnapshot(PAINT.toString())).isPresent();
        assertThat(engine.readSnapshot(PAINT.toString())).isEmpty();
    }

    @Test
    void passesOverSnapshotsThatCannotBeRead() {
        engine.appendEvents(event(0, CREATED));
        engine.storeSnapshot(snapshot(4));
        store.write(rows -> rows.sql("UPDATE session_snapshot SET payload = '{\"from\": 1}'")
                .update());

        assertThat(engine.readSnapshot(PAINT.toString())).isEmpty();
    }

    @Test
    void namesEventsByTimeOrderedIds() {
        assertThat(IdentifierFactory.getInstance().generateIdentifier()).matches("evt_[0-9A-Z]{26}");
    }

    private static DomainEventMessage<SessionEvent> event(long sequence, SessionEvent event) {
        return event(sequence, event, MetaData.emptyInstance());
    }

    private static DomainEventMessage<SessionEvent> event(long sequence, SessionEvent event, MetaData metadata) {
        return new GenericDomainEventMessage<>(SessionAggregate.TYPE, PAINT.toString(), sequence, event, metadata);
    }

    private EventStorageEngine engine(int revision) {
        return new LogStorageEngine(store.log(), new SessionSnapshots(store, revision));
    }

    private static DomainEventMessage<SessionAggregate> snapshot(long sequence) {
        return new GenericDomainEventMessage<>(
                SessionAggregate.TYPE,
                PAINT.toString(),
                sequence,
                new SessionAggregate(PAINT.toString(), stateAt(sequence)));
    }

    private static SessionState stateAt(long sequence) {
        return SessionState.NONE.with(CREATED, sequence + 1, Instant.EPOCH);
    }
}
