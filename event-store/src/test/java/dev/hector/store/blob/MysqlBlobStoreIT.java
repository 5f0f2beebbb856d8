package dev.hector.store.blob;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import dev.hector.store.WantsMysql;

@WantsMysql
class MysqlBlobStoreIT extends SqlBlobStoreContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }
}
