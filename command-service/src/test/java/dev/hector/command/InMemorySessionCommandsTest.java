package dev.hector.command;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;

class InMemorySessionCommandsTest extends SessionCommandsContract {

    @Override
    SessionStore openStore() {
        return TestStores.inMemory();
    }

    @Override
    SessionStore openAgain(SessionStore store) {
        return store;
    }
}
