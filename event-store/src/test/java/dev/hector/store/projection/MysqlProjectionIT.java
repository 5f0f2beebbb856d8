package dev.hector.store.projection;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;

@WantsMysql
class MysqlProjectionIT extends ProjectionContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }
}
