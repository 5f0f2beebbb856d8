package dev.hector.store.blob;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;

class PostgresBlobStoreIT extends SqlBlobStoreContract {

    @Override
    SessionStore open() {
        return TestStores.inPostgres();
    }
}
