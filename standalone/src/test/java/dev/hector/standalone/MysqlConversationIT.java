package dev.hector.standalone;

import dev.hector.store.TestMysql;

class MysqlConversationIT extends ServerDatabaseContract {

    MysqlConversationIT() {
        super(TestMysql.newMysql());
    }
}
