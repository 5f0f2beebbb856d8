package dev.hector.store.projection;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import dev.hector.store.WantsMysql;

@WantsMysql
class MysqlProjectionIT extends ProjectionContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }
}
