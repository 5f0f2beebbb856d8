package dev.hector.standalone;

import dev.hector.store.TestPostgres;

class PostgresGoldenLogIT extends ServerGoldenLogContract {

    PostgresGoldenLogIT() {
        super("postgres", TestPostgres::newDatabase, bytes -> "'\\x" + hex(bytes) + "'");
    }
}
