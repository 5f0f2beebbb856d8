package dev.hector.store.projection;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;

class PostgresProjectionIT extends ProjectionContract {

    @Override
    SessionStore open() {
        return TestStores.inPostgres();
    }
}
