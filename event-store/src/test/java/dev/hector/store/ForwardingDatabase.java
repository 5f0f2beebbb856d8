package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A database that hands every call on: what a test wants to break, it overrides. */
abstract class ForwardingDatabase implements Database {

    private final Database database;

    ForwardingDatabase(Database database) {
        this.database = database;
    }

    @Override
    public List<AppendResult> append(List<Append> appends) throws SQLException {
        return database.append(appends);
    }

    @Override
    public Driver driver() {
        return database.driver();
    }

    @Override
    public String name() {
        return database.name();
    }

    @Override
    public void migrate() throws SQLException {
        database.migrate();
    }

    @Override
    public <T> T read(Work<T> work) throws SQLException {
        return database.read(work);
    }

    @Override
    public <T> T write(Work<T> work) throws SQLException {
        return database.write(work);
    }

    @Override
    public Instant now() throws SQLException {
        return database.now();
    }

    @Override
    public Optional<String> outage(SQLException failure) {
        return database.outage(failure);
    }

    @Override
    public void close() {
        database.close();
    }
}
