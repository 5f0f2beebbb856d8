package dev.hector.store;

@WantsMysql
class MysqlEventLogIT extends EventLogContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }
}
