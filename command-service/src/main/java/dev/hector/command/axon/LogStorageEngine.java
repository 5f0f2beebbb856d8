package dev.hector.command.axon;

import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Axon's engine on an event log. The aggregate identifier is a {@link SessionKey} as text. Axon's sequence numbers begin
 * with 0, the log's with 1. Axon's metadata are {@code actor}, {@code correlation_id} and {@code causation_id}.
 *
 * <p>A lost race is a {@link ConcurrencyException}; an event of a newer release that is read is a
 * {@link dev.hector.events.UnknownEventException}.
 */
final class LogStorageEngine implements EventStorageEngine {

    private static final int PAGE = 200;

    private final EventLog log;
    private final SessionSnapshots snapshots;

    LogStorageEngine(EventLog log, SessionSnapshots snapshots) {
        this.log = log;
        this.snapshots = snapshots;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var append = AxonEvents.toAppend(messages);
        switch (log.append(append)) {
            case AppendResult.Appended _ -> {}
            case AppendResult.VersionConflict conflict -> throw lostRace(append, conflict);
            case AppendResult.KeyTaken _ ->
                throw new ConcurrencyException("Session " + append.session() + " has a message of the same key");
        }
    }

    private static ConcurrencyException lostRace(Append append, AppendResult.VersionConflict conflict) {
        return new ConcurrencyException("Session " + append.session() + " is at event " + conflict.actualVersion()
                + ", not " + append.expectedVersion());
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        var session = SessionKey.parse(aggregateIdentifier);
        var pages = new Pages(
                Math.max(0, firstSequenceNumber),
                PAGE,
                after -> log.readSession(session, SessionRange.after(after, PAGE)),
                event -> event.sequence());
        var read = pages.stream().map(AxonEvents::toDomainEvent);
        return DomainEventStream.of(read, () -> lastRead(pages));
    }

    private static @Nullable Long lastRead(Pages pages) {
        return pages.last() == 0 ? null : Long.valueOf(pages.last() - 1);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        var pages = new Pages(position(token), PAGE, after -> log.readAll(after, PAGE), event -> event.position());
        return pages.stream().map(AxonEvents::toTrackedEvent);
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : token.position().orElseThrow(() -> new IllegalArgumentException("" + token));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        var version = log.version(SessionKey.parse(aggregateIdentifier));
        return version == 0 ? Optional.empty() : Optional.of(version - 1);
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(log.head());
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        snapshots.store(snapshot);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return snapshots.read(SessionKey.parse(aggregateIdentifier));
    }
}
