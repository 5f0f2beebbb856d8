package dev.hector.store;

@WantsMysql
class MysqlEventLogIT extends EventLogContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }

    @Override
    long eventsWithTheirCause() {
        return 6;
    }
}
