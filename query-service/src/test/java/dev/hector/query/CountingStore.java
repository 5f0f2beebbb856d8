package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the events that are read from a store's log. */
final class CountingStore extends ForwardingStore {

    private final AtomicLong eventsRead = new AtomicLong();

    CountingStore(SessionStore store) {
        super(store);
    }

    AtomicLong eventsRead() {
        return eventsRead;
    }

    @Override
    public List<StoredEvent> readAll(long afterPosition, int limit) {
        return counted(super.readAll(afterPosition, limit));
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        return counted(super.readSession(session, range));
    }

    private List<StoredEvent> counted(List<StoredEvent> events) {
        eventsRead.addAndGet(events.size());
        return events;
    }
}
