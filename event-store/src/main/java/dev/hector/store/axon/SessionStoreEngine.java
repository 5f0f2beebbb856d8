package dev.hector.store.axon;

import dev.hector.store.SessionStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Where the Axon engine over a store comes from. The aggregate identifier is a {@code SessionKey} as text. */
public final class SessionStoreEngine {

    private SessionStoreEngine() {}

    public static EventStorageEngine over(SessionStore store, SnapshotCodec codec) {
        throw new UnsupportedOperationException();
    }
}
