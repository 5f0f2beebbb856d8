package dev.hector.store;

class MysqlProjectionIT extends ProjectionContract {

    @Override
    SessionStore open() {
        return TestStores.inMysql();
    }
}
