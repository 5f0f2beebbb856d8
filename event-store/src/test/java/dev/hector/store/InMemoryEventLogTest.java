package dev.hector.store;

class InMemoryEventLogTest extends EventLogContract {

    @Override
    SessionStore open() {
        return TestStores.inMemory();
    }
}
