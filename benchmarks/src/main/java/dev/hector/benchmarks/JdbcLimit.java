package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.store.SessionStores;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What JDBC can do on the schema of the log with prepared inserts and nothing else: no version, no order, no key is
 * checked by anybody but the database. In PostgreSQL each client has a connection of its own; SQLite has one writer, so
 * there all share one.
 */
final class JdbcLimit implements AutoCloseable {

    static final int BATCH = 64;

    private final Store store;
    private final String database;
    private final AtomicLong position = new AtomicLong();
    private final List<Client> clients = new ArrayList<>();

    JdbcLimit(Store store) {
        this.store = store;
        var config = store.newDatabase(1);
        this.database = config.database();
        try (var stores = SessionStores.of(Agents.oneIn(config))) {
            stores.forAgent(Agents.NAME).check();
        }
    }

    /** Empties the log, so that it is not longer than what it is compared with. */
    void clear() {
        if (store instanceof PostgresServer server) {
            server.execute(database, "TRUNCATE session_event");
        }
    }

    /** One row a transaction. */
    Measurement insert(int count, Duration time) {
        return run("jdbc insert of one row", count, time, client -> client.commit(RawRow.QUESTION));
    }

    /** {@value #BATCH} rows a transaction; a row is an operation. */
    Measurement batch(int count, Duration time) {
        var rows = Collections.nCopies(BATCH, RawRow.QUESTION);
        var measured = run("jdbc insert of " + BATCH + " rows", count, time, client -> client.commit(rows));
        return perRow(measured);
    }

    /** Two rows in each of two transactions. */
    Measurement turn(int count, Duration time) {
        return run("jdbc turn in two commits", count, time, client -> {
            client.commit(List.of(RawRow.QUESTION, RawRow.STARTED));
            client.commit(List.of(RawRow.ANSWER, RawRow.COMPLETED));
        });
    }

    private static Measurement perRow(Measurement batches) {
        var rows = Measurement.of(batches.benchmark(), batches.clients());
        rows.labels().putAll(batches.labels());
        batches.figures().forEach((name, value) -> rows.with(name, perRow(name, value)));
        return rows;
    }

    /** Whoever waits for a row waits for its batch. */
    private static double perRow(String figure, double value) {
        return switch (figure) {
            case "per_s", "operations" -> value * BATCH;
            case "p50_ms", "p99_ms", "mean_ms" -> value;
            default -> value / BATCH;
        };
    }

    private Measurement run(String benchmark, int count, Duration time, Work work) {
        connect(store.driver() == Driver.SQLITE ? 1 : count);
        return Meter.ofThisProcess(store, database)
                .measure(benchmark, () -> Load.run(count, time, number -> operation(number, work)));
    }

    private Callable<?> operation(int number, Work work) {
        var client = clients.get(number % clients.size());
        return () -> {
            client.alone.lock();
            try {
                work.by(client);
            } finally {
                client.alone.unlock();
            }
            return true;
        };
    }

    private void connect(int count) {
        try {
            while (clients.size() < count) {
                clients.add(new Client(clients.size() + 1));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }

    @FunctionalInterface
    private interface Work {

        void by(Client client) throws SQLException;
    }

    private final class Client {

        private final ReentrantLock alone = new ReentrantLock();
        private final long session;
        private final Connection connection;
        private final PreparedStatement insert;

        private Client(long session) throws SQLException {
            this.session = session;
            connection = store.connect(database);
            insert = connection.prepareStatement(RawRow.INSERT);
        }

        private void commit(RawRow row) throws SQLException {
            connection.setAutoCommit(true);
            row.bind(insert, store.driver(), position.incrementAndGet(), session);
            insert.executeUpdate();
        }

        private void commit(List<RawRow> rows) throws SQLException {
            connection.setAutoCommit(false);
            for (var row : rows) {
                row.bind(insert, store.driver(), position.incrementAndGet(), session);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }

        private void close() {
            try {
                connection.close();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
