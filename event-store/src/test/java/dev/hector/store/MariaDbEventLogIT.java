package dev.hector.store;

class MariaDbEventLogIT extends EventLogContract {

    @Override
    SessionStore open() {
        return TestStores.inMariaDb();
    }

    @Override
    long eventsWithTheirCause() {
        return 6;
    }
}
