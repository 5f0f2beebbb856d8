package dev.hector.store;

class PostgresEventLogIT extends EventLogContract {

    @Override
    SessionStore open() {
        return TestStores.inPostgres();
    }
}
