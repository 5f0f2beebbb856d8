package dev.hector.store;

import dev.hector.events.SessionKey;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log in table {@code session_event}. */
final class SqlEventLog implements EventLog, AutoCloseable {

    /** An append whose outcome is unknown is repeated so long. */
    private static final Duration UNKNOWN_AT_MOST = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DatabaseConnections connections;
    private final Duration unknownAtMost;
    private final StoreWatch watch;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final RecentEventCache recent = new RecentEventCache();
    private final AppendQueue queue;

    SqlEventLog(DatabaseConnections connections) {
        this(connections, StoreWatch.NONE);
    }

    SqlEventLog(DatabaseConnections connections, StoreWatch watch) {
        this(connections, UNKNOWN_AT_MOST, watch);
    }

    SqlEventLog(DatabaseConnections connections, Duration unknownAtMost) {
        this(connections, unknownAtMost, StoreWatch.NONE);
    }

    private SqlEventLog(DatabaseConnections connections, Duration unknownAtMost, StoreWatch watch) {
        this.connections = connections;
        this.unknownAtMost = unknownAtMost;
        this.watch = watch;
        this.queue = new AppendQueue(connections.database().name(), this::append);
    }

    @Override
    public AppendResult append(Append append) {
        connections.requireOutside();
        return queue.append(append);
    }

    /** Commits each append or refuses it; one that is refused does not hinder the others. */
    List<AppendResult> append(List<Append> appends) {
        var began = System.nanoTime();
        var results = connections.call(() -> appendOrTellKeyTaken(appends));
        var took = Duration.ofNanos(System.nanoTime() - began);
        watch.committed(StoreWatch.Commit.of(connections.database().name(), appends, results, took));
        remember(appends, results);
        if (results.stream().anyMatch(AppendResult.Appended.class::isInstance)) {
            listeners.forEach(Runnable::run);
        }
        return results;
    }

    private void remember(List<Append> appends, List<AppendResult> results) {
        for (var i = 0; i < appends.size(); i++) {
            if (results.get(i) instanceof AppendResult.Appended stored) {
                recent.add(appends.get(i), stored);
            }
        }
    }

    /** Which of several it was is found out one by one. */
    private List<AppendResult> appendOrTellKeyTaken(List<Append> appends) throws SQLException {
        try {
            return appendUntilKnown(appends);
        } catch (SQLException failure) {
            if (appends.size() == 1 && EventRows.saysKeyTaken(failure)) {
                return List.of(new AppendResult.KeyTaken());
            }
            throw failure;
        }
    }

    private List<AppendResult> appendUntilKnown(List<Append> appends) throws SQLException {
        try {
            return connections.database().append(appends);
        } catch (OutcomeUnknownException unknown) {
            return repeatUntilKnown(appends, unknown);
        }
    }

    /** Finds the events by their ids if they were stored after all. */
    private List<AppendResult> repeatUntilKnown(List<Append> appends, OutcomeUnknownException unknown)
            throws SQLException {
        var deadline = System.nanoTime() + unknownAtMost.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                return connections.database().append(appends);
            } catch (SQLException failure) {
                if (isAnswer(failure)) {
                    throw failure;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        throw unknown;
    }

    private boolean isAnswer(SQLException failure) {
        return !(failure instanceof OutcomeUnknownException)
                && connections.database().outage(failure).isEmpty();
    }

    /** Some events above the position, within a transaction; none when there are none. */
    List<StoredEvent> readNext(JdbcClient transaction, long afterPosition, int limit) {
        var known = recent.after(afterPosition, limit);
        return known.isEmpty() ? EventRows.readAll(transaction, afterPosition, limit) : known;
    }

    @Override
    public List<StoredEvent> readAll(long afterPosition, int limit) {
        return read(rows -> EventRows.readAll(rows, afterPosition, limit));
    }

    @Override
    public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
        return recent.of(session, range).orElseGet(() -> read(rows -> EventRows.readSession(rows, session, range)));
    }

    @Override
    public long head() {
        return read(EventRows::head);
    }

    @Override
    public long version(SessionKey session) {
        return read(rows -> EventRows.version(rows, session));
    }

    @Override
    public List<StoredEvent> findByKeys(SessionKey session, Set<String> keys) {
        return keys.isEmpty() ? List.of() : read(rows -> EventRows.findByKeys(rows, session, keys));
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Returns when every append that was begun has its outcome. */
    @Override
    public void close() {
        queue.close();
    }

    private <T> T read(Function<JdbcClient, T> query) {
        return connections.read(connection -> CurrentConnection.use(connection, query));
    }
}
