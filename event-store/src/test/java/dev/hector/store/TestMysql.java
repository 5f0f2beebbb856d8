package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;

/**
 * Servers of the {@code mysql} driver that this JVM's tests share: in a container where a Docker engine is usable,
 * else from binaries. They end with the JVM.
 */
public final class TestMysql {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestMysql() {}

    /** A new, empty database of MariaDB. */
    public static SessionStoreConfig newMariaDb() {
        return MariaDb.SHARED.apply(nextName());
    }

    /** A new, empty database of MySQL 8, for tests that are annotated with {@link WantsMysql}. */
    public static SessionStoreConfig newMysql() {
        return Mysql.SHARED.apply(nextName());
    }

    static boolean runsMysql() {
        return DockerEngine.isUsable() || MysqlProgram.runsMysql();
    }

    private static String nextName() {
        return "hector_" + DATABASES.incrementAndGet();
    }

    private static Function<String, SessionStoreConfig> inContainer(JdbcDatabaseContainer<?> container) {
        container.start();
        return name -> {
            execute(container, "CREATE DATABASE " + name);
            execute(container, "GRANT ALL ON " + name + ".* TO " + container.getUsername());
            return new SessionStoreConfig(
                    "main-db",
                    Driver.MYSQL,
                    name,
                    container.getHost(),
                    container.getMappedPort(3306),
                    container.getUsername(),
                    container.getPassword(),
                    null,
                    10);
        };
    }

    /** The administrator has the user's password there. */
    private static void execute(JdbcDatabaseContainer<?> container, String sql) {
        var url = "jdbc:mariadb://" + container.getHost() + ":" + container.getMappedPort(3306)
                + "/mysql?allowPublicKeyRetrieval=true";
        try (var connection = DriverManager.getConnection(url, "root", container.getPassword());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Function<String, SessionStoreConfig> fromBinaries(MysqlProgram program) {
        try {
            var folder = Files.createTempDirectory("hector-mysql");
            var server =
                    MysqlServer.start(program, Files.createDirectory(folder.resolve("data")), MysqlServer.freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
            return server::newDatabase;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void end(MysqlServer server, Path folder) {
        try {
            server.kill();
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class MariaDb {

        private static final Function<String, SessionStoreConfig> SHARED = DockerEngine.isUsable()
                ? inContainer(new MariaDBContainer(DockerEngine.MARIADB))
                : fromBinaries(MysqlProgram.mariaDb());
    }

    private static final class Mysql {

        private static final Function<String, SessionStoreConfig> SHARED = DockerEngine.isUsable()
                ? inContainer(new MySQLContainer(DockerEngine.MYSQL))
                : fromBinaries(MysqlProgram.mysql());
    }
}
