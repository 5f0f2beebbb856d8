package dev.hector.command;

import dev.hector.command.axon.AxonCommandBus;
import dev.hector.command.session.Limits;
import dev.hector.events.SessionKey;
import dev.hector.store.Append;
import dev.hector.store.AppendResult;
import dev.hector.store.ForwardingStore;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.StoredEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that counts the events that are read of a session, and that can be out of reach for appends. */
final class CountingStore extends ForwardingStore {

    private final AtomicInteger eventsRead = new AtomicInteger();
    private volatile boolean down;
    private volatile @Nullable Long frozenVersion;

    CountingStore(SessionStore store) {
        super(store);
    }

    /** A bus of its own on this store; the caller closes it. */
    static AxonCommandBus bus(SessionStore store, Leases leases, InstantSource clock) {
        return new AxonCommandBus(store, new DecisionContextLoader(store.log(), leases, Limits.NONE), clock);
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
        return super.append(append);
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        var events = super.readSession(session, range);
        eventsRead.addAndGet(events.size());
        return events;
    }

    @Override
    public long version(SessionKey session) {
        var frozen = frozenVersion;
        return frozen == null ? super.version(session) : frozen;
    }
}
