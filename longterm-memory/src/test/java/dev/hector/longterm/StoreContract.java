package dev.hector.longterm;

import dev.hector.configuration.StorageScope;
import dev.hector.store.SessionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every contract of long-term memory has: a store without events. */
abstract class StoreContract {

    static final String AGENT = "assistant";

    SessionStore store;

    /** Called once for each test. */
    abstract SessionStore emptyStore();

    @BeforeEach
    void openStore() {
        store = emptyStore();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** Long-term memory over the store, of which nothing runs by itself. */
    Remembering remembering(StorageScope scope) {
        return Remembering.of(store, scope);
    }

    GivenSession session(String id, String user) {
        return GivenSession.of(store, AGENT, id, user);
    }
}
