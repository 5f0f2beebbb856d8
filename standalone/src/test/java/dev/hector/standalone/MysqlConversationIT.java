package dev.hector.standalone;

import dev.hector.store.TestMysql;
import dev.hector.store.WantsMysql;

@WantsMysql
class MysqlConversationIT extends ServerDatabaseContract {

    MysqlConversationIT() {
        super(TestMysql.newMysql());
    }
}
