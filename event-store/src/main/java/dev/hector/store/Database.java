package dev.hector.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A database and all that differs between products. Connects on first use and again after every failure. */
interface Database extends AutoCloseable {

    /** The configured name of the store. */
    String name();

    Driver driver();

    /** Brings the schema to this release; harmless when it is there. */
    void migrate() throws SQLException;

    /** Runs the work on a connection that commits each statement. */
    <T> T read(Work<T> work) throws SQLException;

    /** Runs the work in a transaction. Throws {@link OutcomeUnknownException} when the commit was not answered. */
    <T> T write(Work<T> work) throws SQLException;

    /**
     * Commits each append or refuses it, in order. Throws {@link OutcomeUnknownException} when the commit was not
     * answered; the same call may be repeated then.
     */
    List<AppendResult> append(List<Append> appends) throws SQLException;

    Instant now() throws SQLException;

    /** What is wrong with the database; empty when the statement is to blame. */
    Optional<String> outage(SQLException failure);

    /** Where its connections come from; each once. */
    default List<HikariDataSource> pools() {
        return List.of();
    }

    @Override
    void close();

    /** Something to do on a connection that somebody else closes. */
    @FunctionalInterface
    interface Work<T> {

        T on(Connection connection) throws SQLException;
    }
}
