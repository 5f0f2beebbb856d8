package dev.hector.store.axon;

import dev.hector.store.SessionStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * Where the Axon engine over a store comes from. The aggregate identifier is a {@code SessionKey} as text; Axon's
 * sequence numbers begin with 0, the log's with 1; Axon's metadata are {@code actor}, {@code correlation_id} and
 * {@code causation_id}.
 *
 * <p>A lost race is a {@link org.axonframework.modelling.command.ConcurrencyException}; an event of a newer release
 * that is read is a {@link dev.hector.events.UnknownEventException}.
 */
public final class SessionStoreEngine {

    private SessionStoreEngine() {}

    public static EventStorageEngine over(SessionStore store, SnapshotCodec codec) {
        return new LogStorageEngine(store.log(), new SessionSnapshots(store, codec), codec.aggregateType());
    }
}
