package dev.hector.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the schema of this release; one of a later release is left alone. */
final class Migrations {

    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private Migrations() {}

    static void run(String dialect, DataSource source) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/" + dialect)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** Flyway takes no lock in SQLite, so that two processes that begin together would both create the tables. */
    static void runAlone(Path file, String dialect, DataSource source) throws IOException {
        IN_PROCESS.lock();
        try (var lockFile = FileChannel.open(
                        file.resolveSibling(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var _ = lockFile.lock()) {
            run(dialect, source);
        } finally {
            IN_PROCESS.unlock();
        }
    }
}
