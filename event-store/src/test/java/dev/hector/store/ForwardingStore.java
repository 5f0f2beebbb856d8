package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store that is its own log and hands every call on: what a test wants to count or to break, it overrides. */
public class ForwardingStore implements SessionStore, EventLog {

    private final SessionStore store;

    protected ForwardingStore(SessionStore store) {
        this.store = store;
    }

    public final SessionStore store() {
        return store;
    }

    @Override
    public Driver driver() {
        return store.driver();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public EventLog log() {
        return this;
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
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        return store.log().readSession(session, range);
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
    public List<StoredEvent> findByKeys(SessionKey session, Set<String> keys) {
        return store.log().findByKeys(session, keys);
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        return store.log().onAppend(listener);
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
    public void close() {
        store.close();
    }
}
