package dev.hector.command;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.TestPostgres;
import dev.hector.store.TestStores;

class PostgresSessionCommandsIT extends SessionCommandsContract {

    private final SessionStoreConfig database = TestPostgres.newDatabase();

    @Override
    SessionStore openStore() {
        return TestStores.open(database);
    }

    @Override
    SessionStore openAgain(SessionStore store) {
        return TestStores.open(database);
    }
}
