package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store in one SQL database. */
public final class SqlSessionStore implements SessionStore {

    private final DatabaseConnections connections;
    private final SqlEventLog log;

    SqlSessionStore(Database database) {
        this(database, StoreWatch.NONE);
    }

    SqlSessionStore(Database database, StoreWatch watch) {
        this.connections = new DatabaseConnections(database);
        this.log = new SqlEventLog(connections, watch);
        database.pools().forEach(watch::pooled);
    }

    /** True when the database is to blame for the failure, not what was asked of it. */
    public boolean isOutage(RuntimeException failure) {
        return failure instanceof StoreUnavailableException
                || connections.unavailable(failure).isPresent();
    }

    /** Whether projections may be fed by a stream: its tables are in PostgreSQL only. */
    public boolean takesStreams() {
        return connections.database() instanceof PostgresDatabase;
    }

    /** The next events of the log within a transaction; those just committed are not read again. */
    public List<StoredEvent> readNext(JdbcClient transaction, long afterPosition, int limit) {
        return log.readNext(transaction, afterPosition, limit);
    }

    @Override
    public String name() {
        return connections.database().name();
    }

    @Override
    public Driver driver() {
        return connections.database().driver();
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public <T> T read(Function<JdbcClient, T> work) {
        return connections.read(connection -> CurrentConnection.use(connection, work));
    }

    @Override
    public <T> T write(Function<JdbcClient, T> work) {
        return connections.write(connection -> CurrentConnection.use(connection, work));
    }

    @Override
    public Instant now() {
        return connections.call(connections.database()::now);
    }

    @Override
    public void check() {
        log.head();
    }

    @Override
    public void close() {
        log.close();
        connections.close();
    }
}
