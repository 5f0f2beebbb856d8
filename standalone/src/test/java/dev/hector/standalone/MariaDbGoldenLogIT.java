package dev.hector.standalone;

import dev.hector.store.TestMysql;

class MariaDbGoldenLogIT extends ServerGoldenLogContract {

    MariaDbGoldenLogIT() {
        super("mysql", TestMysql::newMariaDb, bytes -> "x'" + hex(bytes) + "'");
    }
}
