package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.EventLog;
import dev.hector.store.SessionStore;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the events that are read from a store's log. */
record CountingStore(SessionStore store, AtomicLong eventsRead) implements SessionStore {

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public EventLog log() {
        return new CountingLog(store.log(), eventsRead);
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

    private record CountingLog(EventLog log, AtomicLong eventsRead) implements EventLog {

        @Override
        public AppendResult append(Append append) {
            return log.append(append);
        }

        @Override
        public List<StoredEvent> readAll(long afterPosition, int limit) {
            return counted(log.readAll(afterPosition, limit));
        }

        @Override
        public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
            return counted(log.readSession(session, range));
        }

        @Override
        public long head() {
            return log.head();
        }

        @Override
        public long version(SessionKey session) {
            return log.version(session);
        }

        @Override
        public Optional<StoredEvent> findByKey(SessionKey session, String key) {
            return log.findByKey(session, key);
        }

        @Override
        public AutoCloseable onAppend(Runnable listener) {
            return log.onAppend(listener);
        }

        private List<StoredEvent> counted(List<StoredEvent> events) {
            eventsRead.addAndGet(events.size());
            return events;
        }
    }
}
