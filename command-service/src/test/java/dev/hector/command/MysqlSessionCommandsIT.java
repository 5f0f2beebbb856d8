package dev.hector.command;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.TestMysql;
import dev.hector.store.TestStores;
import dev.hector.store.WantsMysql;

@WantsMysql
class MysqlSessionCommandsIT extends SessionCommandsContract {

    private final SessionStoreConfig database = TestMysql.newMysql();

    @Override
    SessionStore openStore() {
        return TestStores.open(database);
    }

    @Override
    SessionStore openAgain(SessionStore store) {
        return TestStores.open(database);
    }
}
