package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Stores for tests, of this module and of others. The caller closes them. */
public final class TestStores {

    private TestStores() {}

    /** A new store in memory. */
    public static SessionStore inMemory() {
        return ConfiguredSessionStores.inMemory("memory");
    }

    /** SQLite in a file, created when missing. */
    public static SessionStore inFile(Path file) {
        return open(new SessionStoreConfig("file", Driver.SQLITE, file.toString(), null, null, null, null, null, 5));
    }

    /** A new, empty database of the PostgreSQL server that this JVM's tests share. */
    public static SessionStore inPostgres() {
        return open(TestPostgres.newDatabase());
    }

    /** A new, empty database of the MariaDB server that this JVM's tests share. */
    public static SessionStore inMariaDb() {
        return open(TestMysql.newMariaDb());
    }

    /** A new, empty database of the MySQL 8 server that this JVM's tests share, for tests that are annotated with {@link WantsMysql}. */
    public static SessionStore inMysql() {
        return open(TestMysql.newMysql());
    }

    public static SessionStore open(SessionStoreConfig config) {
        return ConfiguredSessionStores.open(config);
    }

    /** Every agent there is uses this store. */
    public static SessionStores forEveryAgent(SessionStore store) {
        return new SessionStores() {
            @Override
            public SessionStore forAgent(String agent) {
                return store;
            }

            @Override
            public Collection<SessionStore> all() {
                return List.of(store);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
