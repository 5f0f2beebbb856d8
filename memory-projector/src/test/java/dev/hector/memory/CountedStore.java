package dev.hector.memory;

import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.EventLog;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the events that are read. */
final class CountedStore implements SessionStore, EventLog {

    private final SessionStore store;
    private final AtomicInteger events = new AtomicInteger();

    CountedStore(SessionStore store) {
        this.store = store;
    }

    int eventsRead() {
        return events.get();
    }

    void reset() {
        events.set(0);
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        var page = store.log().readSession(session, range);
        events.addAndGet(page.size());
        return page;
    }

    @Override
    public EventLog log() {
        return this;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public <T> T read(Function<JdbcClient, T> work) {
        return store.read(work);
    }

    @Override
    public <T> T write(Function<JdbcClient, T> work) {
        return store.write(work);
    }

    @Override
    public Instant now() {
        return store.now();
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public AppendResult append(Append append) {
        return store.log().append(append);
    }

    @Override
    public List<StoredEvent> readAll(long afterPosition, int limit) {
        return store.log().readAll(afterPosition, limit);
    }

    @Override
    public long head() {
        return store.log().head();
    }

    @Override
    public long version(SessionKey session) {
        return store.log().version(session);
    }

    @Override
    public Optional<StoredEvent> findByKey(SessionKey session, String key) {
        return store.log().findByKey(session, key);
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        return store.log().onAppend(listener);
    }

    @Override
    public void close() {}
}
