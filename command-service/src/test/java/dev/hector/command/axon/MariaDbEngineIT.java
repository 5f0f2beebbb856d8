package dev.hector.command.axon;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;

class MariaDbEngineIT extends EngineContract {

    @Override
    SessionStore open() {
        return TestStores.inMariaDb();
    }
}
