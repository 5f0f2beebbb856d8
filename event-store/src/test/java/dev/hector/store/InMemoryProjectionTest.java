package dev.hector.store;

class InMemoryProjectionTest extends ProjectionContract {

    @Override
    SessionStore open() {
        return TestStores.inMemory();
    }
}
