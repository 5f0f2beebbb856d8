package dev.hector.store;

class MysqlEventLogIT extends EventLogContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }
}
