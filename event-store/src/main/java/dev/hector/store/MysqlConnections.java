package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** New connections to a MySQL or MariaDB server, secured as {@code ssl_mode} says in PostgreSQL's words. */
final class MysqlConnections extends AbstractDataSource {

    private static final int PORT = 3306;
    private static final String CANNOT_CONNECT = "08001";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final List<Configuration> attempts;

    MysqlConnections(SessionStoreConfig config, String sessionVariables, Duration answer) {
        this.attempts = sslModes(config).stream()
                .map(sslMode -> configuration(config, sslMode, sessionVariables, answer))
                .toList();
    }

    /** In the driver's words, and in the order in which they are tried. Unless it is demanded, TLS is preferred. */
    private static List<String> sslModes(SessionStoreConfig config) {
        var mode = Objects.requireNonNullElse(config.sslMode(), "prefer");
        return switch (mode) {
            case "allow", "prefer" -> List.of("trust", "disable");
            case "require" -> List.of("trust");
            default -> List.of(mode);
        };
    }

    private static Configuration configuration(
            SessionStoreConfig config, String sslMode, String sessionVariables, Duration answer) {
        var settings = new Properties();
        put(settings, "user", config.username());
        put(settings, "password", config.password());
        put(settings, "sslMode", sslMode);
        // Without TLS, MySQL's usual kind of password is sent under a key that the server gives.
        put(settings, "allowPublicKeyRetrieval", sslMode.equals("disable"));
        put(settings, "allowLocalInfile", false);
        put(settings, "transactionIsolation", "READ_COMMITTED");
        put(settings, "sessionVariables", sessionVariables);
        put(settings, "connectTimeout", CONNECT.toMillis());
        put(settings, "socketTimeout", answer.toMillis());
        put(settings, "tcpKeepAlive", true);
        try {
            return Configuration.parse(address(config), settings);
        } catch (SQLException failure) {
            throw new IllegalArgumentException("session_stores." + config.name() + ".sql cannot be used", failure);
        }
    }

    private static String address(SessionStoreConfig config) {
        var host = Objects.requireNonNullElse(config.host(), "localhost");
        var port = Objects.requireNonNullElse(config.port(), PORT);
        var literal = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:mariadb://" + literal + ":" + port + "/" + config.database();
    }

    private static void put(Properties settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.setProperty(name, value.toString());
        }
    }

    /** Whatever the driver says of it, a failure to connect is one of the connection. */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            return connect();
        } catch (SQLException failure) {
            throw new SQLNonTransientConnectionException(
                    failure.getMessage(), CANNOT_CONNECT, failure.getErrorCode(), failure);
        }
    }

    private Connection connect() throws SQLException {
        try {
            return Driver.connect(attempts.getFirst());
        } catch (SQLException failure) {
            if (attempts.size() > 1 && isOfTls(failure)) {
                return Driver.connect(attempts.getLast());
            }
            throw failure;
        }
    }

    /** The server has no TLS, or none that this JVM speaks. */
    private static boolean isOfTls(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException
                    || ("" + cause.getMessage()).toLowerCase(Locale.ROOT).contains("ssl not enabled")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException();
    }

    /** The pool waits so long for connections that are being made when it is closed. */
    @Override
    public int getLoginTimeout() {
        return Math.toIntExact(CONNECT.toSeconds());
    }
}
