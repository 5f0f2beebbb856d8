package dev.hector.memory;

import dev.hector.events.SessionKey;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the events that are read of sessions. */
final class CountedStore extends ForwardingStore {

    private final AtomicInteger events = new AtomicInteger();

    CountedStore(SessionStore store) {
        super(store);
    }

    int eventsRead() {
        return events.get();
    }

    void reset() {
        events.set(0);
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        var page = super.readSession(session, range);
        events.addAndGet(page.size());
        return page;
    }
}
