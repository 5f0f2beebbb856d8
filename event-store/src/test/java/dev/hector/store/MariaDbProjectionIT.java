package dev.hector.store;

class MariaDbProjectionIT extends ProjectionContract {

    @Override
    SessionStore open() {
        return TestStores.inMariaDb();
    }
}
