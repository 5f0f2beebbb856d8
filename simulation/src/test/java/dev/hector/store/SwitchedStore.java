package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store that hands every call on to another one, in each run to another. */
public class SwitchedStore implements SessionStore, EventLog {

    private @Nullable SessionStore current;

    public SwitchedStore() {}

    protected SwitchedStore(SessionStore store) {
        current = store;
    }

    public final void become(SessionStore store) {
        current = store;
    }

    private SessionStore store() {
        return Objects.requireNonNull(current);
    }

    @Override
    public Driver driver() {
        return store().driver();
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public EventLog log() {
        return this;
    }

    @Override
    public AppendResult append(Append append) {
        return store().log().append(append);
    }

    @Override
    public List<StoredEvent> readAll(long afterPosition, int limit) {
        return store().log().readAll(afterPosition, limit);
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        return store().log().readSession(session, range);
    }

    @Override
    public long head() {
        return store().log().head();
    }

    @Override
    public long version(SessionKey session) {
        return store().log().version(session);
    }

    @Override
    public List<StoredEvent> findByKeys(SessionKey session, Set<String> keys) {
        return store().log().findByKeys(session, keys);
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        return store().log().onAppend(listener);
    }

    @Override
    public <T> T read(Function<JdbcClient, T> work) {
        return store().read(work);
    }

    @Override
    public <T> T write(Function<JdbcClient, T> work) {
        return store().write(work);
    }

    @Override
    public Instant now() {
        return store().now();
    }

    @Override
    public void check() {
        store().check();
    }

    @Override
    public void close() {}
}
