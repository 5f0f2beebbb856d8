package dev.hector.store;

import java.sql.Connection;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;

/** Spring's JDBC on a connection that is at hand, through one client for all that keeps the statements it has parsed. */
final class CurrentConnection extends AbstractDataSource implements SmartDataSource {

    private static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();
    private static final JdbcClient ROWS = JdbcClient.create(new CurrentConnection());

    private CurrentConnection() {}

    /** Works on the connection, on the calling thread; the client leads nowhere afterwards. */
    static <T> T use(Connection connection, Function<JdbcClient, T> work) {
        return ScopedValue.where(CURRENT, connection).call(() -> work.apply(ROWS));
    }

    @Override
    public Connection getConnection() {
        return CURRENT.get();
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("The connection is there already");
    }

    @Override
    public boolean shouldClose(Connection connection) {
        return false;
    }
}
