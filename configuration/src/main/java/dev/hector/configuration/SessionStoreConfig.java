package dev.hector.configuration;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept.
 *
 * @param database a file for {@code sqlite}, a database name otherwise
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
        int maxConns) {

    /** The databases that a store can be in. */
    public enum Driver {
        SQLITE,
        POSTGRES,
        MYSQL;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "SessionStoreConfig[name=" + name + ", driver=" + driver.wireName() + ", database=" + database + "]";
    }
}
