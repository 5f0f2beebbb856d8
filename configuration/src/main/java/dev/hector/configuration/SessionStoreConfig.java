package dev.hector.configuration;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept.
 *
 * @param database a file for {@code sqlite}, a database name otherwise
 * @param blobFolder where what messages name by its SHA-256 is kept; null for the same database
 */
public record SessionStoreConfig(
        String name,
        Driver driver,
        String database,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String sslMode,
        int maxConns,
        @Nullable String blobFolder) {

    /** Blobs are in the database. */
    public SessionStoreConfig(
            String name,
            Driver driver,
            String database,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String username,
            @Nullable String password,
            @Nullable String sslMode,
            int maxConns) {
        this(name, driver, database, host, port, username, password, sslMode, maxConns, null);
    }

    /** The databases that a store can be in. */
    public enum Driver {
        SQLITE,
        POSTGRES,
        MYSQL;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** True when settings of a database server are given for a database that has none. */
    boolean namesServerOfFile() {
        return driver == Driver.SQLITE
                && Stream.of(host, port, username, password, sslMode).anyMatch(Objects::nonNull);
    }

    @Override
    public String toString() {
        return "SessionStoreConfig[name=" + name + ", driver=" + driver.wireName() + ", database=" + database + "]";
    }
}
