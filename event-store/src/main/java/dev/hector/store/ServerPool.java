package dev.hector.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a server that may be away. Once it is known to be, one caller at a time tries to reach it, as long as
 * the pool allows; the others hear at once what the last one found.
 */
final class ServerPool implements AutoCloseable {

    private final HikariDataSource pool;
    private final ReentrantLock trying = new ReentrantLock();
    private volatile @Nullable SQLException unreachable;

    ServerPool(HikariDataSource pool) {
        this.pool = pool;
    }

    HikariDataSource source() {
        return pool;
    }

    Connection getConnection() throws SQLException {
        var found = unreachable;
        if (found == null) {
            return connect();
        }
        if (!trying.tryLock()) {
            throw new SQLTransientConnectionException(found.getMessage(), found.getSQLState(), found.getCause());
        }
        try {
            return connect();
        } finally {
            trying.unlock();
        }
    }

    private Connection connect() throws SQLException {
        try {
            var connection = pool.getConnection();
            unreachable = null;
            return connection;
        } catch (SQLTransientConnectionException failure) {
            unreachable = isBusy(failure) ? null : failure;
            throw failure;
        }
    }

    /** Nobody gave a connection back in time; that says nothing of the server. */
    private static boolean isBusy(SQLException failure) {
        return failure.getCause() == null;
    }

    @Override
    public void close() {
        pool.close();
    }
}
