package dev.hector.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL behind one pool of connections. */
final class PostgresDatabase implements Database {

    private static final int PORT = 5432;
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 30;
    private static final int MIGRATION_SECONDS = 600;

    /** Nobody waits for a lock longer than its caller does, nor holds one while its process is stopped. */
    private static final String SESSION_LIMITS =
            "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '30s'";

    private final String name;
    private final PGSimpleDataSource migrations;
    private final ServerPool pool;

    PostgresDatabase(SessionStoreConfig config) {
        this.name = config.name();
        this.migrations = source(config, MIGRATION_SECONDS);
        var source = source(config, ANSWER_SECONDS);
        this.pool = new ServerPool(pool(name, source, config));
    }

    private static HikariDataSource pool(String name, DataSource source, SessionStoreConfig config) {
        var pool = Pools.growing(name, source, Math.max(1, config.maxConns()));
        pool.setConnectionInitSql(SESSION_LIMITS);
        return pool;
    }

    private static PGSimpleDataSource source(SessionStoreConfig config, int answerSeconds) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {Objects.requireNonNullElse(config.host(), "localhost")});
        source.setPortNumbers(new int[] {Objects.requireNonNullElse(config.port(), PORT)});
        source.setDatabaseName(config.database());
        source.setUser(config.username());
        source.setPassword(config.password());
        if (config.sslMode() != null) {
            source.setSslMode(config.sslMode());
        }
        source.setApplicationName("hector");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(answerSeconds);
        source.setTcpKeepAlive(true);
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Driver driver() {
        return Driver.POSTGRES;
    }

    @Override
    public List<HikariDataSource> pools() {
        return List.of(pool.source());
    }

    @Override
    public void migrate() {
        Migrations.run("postgres", migrations);
    }

    @Override
    public <T> T read(Work<T> work) throws SQLException {
        try (var connection = pool.getConnection()) {
            return work.on(connection);
        }
    }

    @Override
    public <T> T write(Work<T> work) throws SQLException {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            var result = work.on(connection);
            commit(connection);
            return result;
        }
    }

    /** Closing a connection whose transaction was not committed rolls it back. */
    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw PostgresOutage.mayHaveCommitted(failure) ? new OutcomeUnknownException(failure) : failure;
        }
    }

    @Override
    public List<AppendResult> append(List<Append> appends) throws SQLException {
        try (var connection = pool.getConnection()) {
            return append(connection, appends);
        }
    }

    private static List<AppendResult> append(Connection connection, List<Append> appends) throws SQLException {
        try {
            return PostgresAppend.append(connection, appends);
        } catch (SQLException failure) {
            throw PostgresOutage.mayHaveCommitted(failure) ? new OutcomeUnknownException(failure) : failure;
        }
    }

    @Override
    public Instant now() throws SQLException {
        return read(connection -> CurrentConnection.use(
                connection,
                rows -> Instant.ofEpochMilli(rows.sql("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                        .query(Long.class)
                        .single())));
    }

    @Override
    public Optional<String> outage(SQLException failure) {
        return PostgresOutage.of(failure);
    }

    @Override
    public void close() {
        pool.close();
    }
}
