package dev.hector.standalone;

import dev.hector.store.TestPostgres;

class PostgresConversationIT extends ServerDatabaseContract {

    PostgresConversationIT() {
        super(TestPostgres.newDatabase());
    }
}
