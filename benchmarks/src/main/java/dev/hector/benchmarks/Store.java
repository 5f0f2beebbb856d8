package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A database product of this run's own, with the settings that keep what is acknowledged. */
sealed interface Store extends AutoCloseable permits PostgresServer, SqliteFiles {

    static Store start(Driver driver) {
        return switch (driver) {
            case POSTGRES -> PostgresServer.start();
            case SQLITE -> SqliteFiles.create();
            case MYSQL -> throw new IllegalArgumentException("There is no MySQL to measure");
        };
    }

    Driver driver();

    /** A new, empty database, as an agent's store. */
    SessionStoreConfig newDatabase(int maxConns);

    /** As a program would open it that writes to it and knows nothing of Hector. */
    Connection connect(String database) throws SQLException;

    /** Begins to watch what the database uses. */
    Watch watch(String database);

    @Override
    void close();

    /** Sees what a database uses from one moment on. */
    @FunctionalInterface
    interface Watch {

        /** By name, unit included: CPU time in its own processes, bytes of its log and of its tables. */
        Map<String, Double> used();
    }
}
