package dev.hector.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** MySQL or MariaDB behind one pool of connections. */
final class MysqlDatabase implements Database {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration MIGRATION = Duration.ofMinutes(10);

    /** Strict, so that nothing is cut to a column's length in silence. */
    private static final String STRICT = "sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'";

    /**
     * Nobody waits for a lock longer than its caller does, nor holds one while its process is stopped: the pool's
     * connections are asked more often than that.
     */
    private static final String SESSION_LIMITS = ",innodb_lock_wait_timeout=10,wait_timeout=60";

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final String name;
    private final MysqlConnections migrations;
    private final ServerPool pool;

    MysqlDatabase(SessionStoreConfig config) {
        this.name = config.name();
        this.migrations = new MysqlConnections(config, STRICT, MIGRATION);
        this.pool = new ServerPool(pool(name, config));
    }

    private static HikariDataSource pool(String name, SessionStoreConfig config) {
        var source = new MysqlConnections(config, STRICT + SESSION_LIMITS, ANSWER);
        var pool = Pools.growing(name, source, Math.max(1, config.maxConns()));
        pool.setKeepaliveTime(KEEP_ALIVE.toMillis());
        return pool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Driver driver() {
        return Driver.MYSQL;
    }

    @Override
    public List<HikariDataSource> pools() {
        return List.of(pool.source());
    }

    @Override
    public void migrate() throws SQLException {
        Migrations.run("mysql", migrations);
        try (var connection = migrations.getConnection()) {
            CurrentConnection.use(connection, rows -> {
                MysqlDurability.warn(name, rows);
                return true;
            });
        }
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
            throw MysqlOutage.mayHaveCommitted(failure) ? new OutcomeUnknownException(failure) : failure;
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
            return MysqlAppend.append(connection, appends);
        } catch (SQLException failure) {
            throw MysqlOutage.mayHaveCommitted(failure) ? new OutcomeUnknownException(failure) : failure;
        }
    }

    /** Without the server's time zone, in which an hour of autumn comes twice. */
    @Override
    public Instant now() throws SQLException {
        var sql = "SELECT timestampdiff(MICROSECOND, '1970-01-01 00:00:00', utc_timestamp(6)) DIV 1000";
        return read(connection -> CurrentConnection.use(
                connection,
                rows -> Instant.ofEpochMilli(rows.sql(sql).query(Long.class).single())));
    }

    @Override
    public Optional<String> outage(SQLException failure) {
        return MysqlOutage.of(failure);
    }

    @Override
    public void close() {
        pool.close();
    }
}
