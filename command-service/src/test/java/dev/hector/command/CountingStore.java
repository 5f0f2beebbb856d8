package dev.hector.command;

import dev.hector.command.axon.AxonCommandBus;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.EventLog;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store that counts the events that are read of a session, and that can be out of reach for appends. */
final class CountingStore implements SessionStore, EventLog {

    private final SessionStore store;
    private final AtomicInteger eventsRead = new AtomicInteger();
    private volatile boolean down;
    private volatile @Nullable Long frozenVersion;

    CountingStore(SessionStore store) {
        this.store = store;
    }

    /** A bus of its own on this store; the caller closes it. */
    static AxonCommandBus bus(SessionStore store, Leases leases, InstantSource clock) {
        return new AxonCommandBus(store, new Surroundings(store.log(), leases, Limits.NONE), clock);
    }

    int eventsRead() {
        return eventsRead.get();
    }

    void down(boolean isDown) {
        down = isDown;
    }

    /** From now on this log says that nothing was written, as a bus that does not ask would assume. */
    void freezeVersion(SessionKey session) {
        frozenVersion = version(session);
    }

    @Override
    public AppendResult append(Append append) {
        if (down) {
            throw new StoreUnavailableException(name(), "unplugged", new IllegalStateException("unplugged"));
        }
        return store.log().append(append);
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        var events = store.log().readSession(session, range);
        eventsRead.addAndGet(events.size());
        return events;
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
    public List<StoredEvent> readAll(long afterPosition, int limit) {
        return store.log().readAll(afterPosition, limit);
    }

    @Override
    public long head() {
        return store.log().head();
    }

    @Override
    public long version(SessionKey session) {
        var frozen = frozenVersion;
        return frozen == null ? store.log().version(session) : frozen;
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
