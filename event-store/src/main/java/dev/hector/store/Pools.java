package dev.hector.store;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/** Connection pools that begin with their first connection and outlive a database that is down. */
final class Pools {

    static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    private Pools() {}

    static HikariDataSource growing(String name, DataSource source, int size) {
        var pool = new HikariDataSource();
        pool.setPoolName("hector-" + name);
        pool.setDataSource(source);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        pool.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        return pool;
    }

    /** For a database within this process, whose connections do not age. */
    static HikariDataSource fixed(String name, DataSource source, int size) {
        var pool = growing(name, source, size);
        pool.setMaxLifetime(0);
        pool.setKeepaliveTime(0);
        return pool;
    }
}
