package dev.hector.standalone;

import dev.hector.store.TestMysql;

class MariaDbConversationIT extends ServerDatabaseContract {

    MariaDbConversationIT() {
        super(TestMysql.newMariaDb());
    }
}
