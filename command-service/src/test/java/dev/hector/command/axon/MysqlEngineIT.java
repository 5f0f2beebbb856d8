package dev.hector.command.axon;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import dev.hector.store.WantsMysql;

@WantsMysql
class MysqlEngineIT extends EngineContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }
}
