package dev.hector.store;

class PostgresProjectionIT extends ProjectionContract {

    @Override
    SessionStore open() {
        return TestStores.inPostgres();
    }
}
