package dev.hector.standalone;

import dev.hector.store.TestMysql;
import dev.hector.store.WantsMysql;

@WantsMysql
class MysqlGoldenLogIT extends ServerGoldenLogContract {

    MysqlGoldenLogIT() {
        super("mysql", TestMysql::newMysql, bytes -> "x'" + hex(bytes) + "'");
    }
}
