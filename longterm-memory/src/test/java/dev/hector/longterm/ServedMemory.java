package dev.hector.longterm;

import dev.hector.configuration.StorageScope;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.time.Instant;

/** Long-term memory over a store in memory, for tests of the wire. */
public final class ServedMemory implements AutoCloseable {

    private final SessionStore store = TestStores.inMemory();
    private final Remembering remembering = Remembering.of(store, StorageScope.SESSION);

    public LongTermMemory memory() {
        return remembering.memory();
    }

    /** A session in which one thing was said, in May 2023. */
    public void told(String session, String user, String speaker, String text) {
        GivenSession.of(store, Remembering.ON, session, user)
                .imported(speaker, text, Instant.ofEpochSecond(1_683_554_160));
    }

    @Override
    public void close() {
        remembering.close();
        store.close();
    }
}
