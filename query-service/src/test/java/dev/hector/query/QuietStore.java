package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store as another process has it: nobody tells it of appends. Counts how often sessions are read. */
final class QuietStore extends ForwardingStore {

    private final AtomicInteger sessionReads = new AtomicInteger();

    QuietStore(SessionStore store) {
        super(store);
    }

    int sessionReads() {
        return sessionReads.get();
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        return () -> {};
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        sessionReads.incrementAndGet();
        return super.readSession(session, range);
    }
}
