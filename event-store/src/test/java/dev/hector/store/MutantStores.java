package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** PostgreSQL stores that are known to be bad, each in one way: what checks a promise must catch one of them. */
public final class MutantStores {

    /** Long enough for a fault to fall into it. */
    private static final Runnable MOMENT = () -> LockSupport.parkNanos(20_000_000);

    private MutantStores() {}

    /** An append whose outcome is unknown is repeated as if it were another one. */
    public static SessionStore thatRepeatWithNewIds(SessionStoreConfig config) {
        return new SqlSessionStore(new NewIds(new PostgresDatabase(config)));
    }

    /** Whoever comes second writes all the same, behind what came first. */
    public static SessionStore thatIgnoreVersions(SessionStoreConfig config) {
        return new SqlSessionStore(new Blind(new PostgresDatabase(config)));
    }

    /** Events of sessions that exist are acknowledged first and stored a moment later. */
    public static SessionStore thatAnswerBeforeTheCommit(SessionStoreConfig config) {
        return new SqlSessionStore(new Hasty(new PostgresDatabase(config), MOMENT));
    }

    /** So much later, in any database. */
    static SessionStore thatAnswerBeforeTheCommit(Database database, Duration later) {
        return new SqlSessionStore(new Hasty(database, () -> LockSupport.parkNanos(later.toNanos())));
    }

    /** A projection's cursor is committed a moment before its rows. */
    public static SessionStore thatMoveCursorsApart(SessionStoreConfig config) {
        return new SqlSessionStore(new Apart(new PostgresDatabase(config)));
    }

    /** Gives events that it has been handed before new ids, and the place that is free now. */
    static final class NewIds extends ForwardingDatabase {

        private final ConcurrentHashMap<String, Integer> tries = new ConcurrentHashMap<>();

        NewIds(Database database) {
            super(database);
        }

        @Override
        public List<AppendResult> append(List<Append> appends) throws SQLException {
            var renamed = new ArrayList<Append>();
            for (var append : appends) {
                var again = append.events().stream()
                                .mapToInt(event -> tries.merge(event.eventId(), 1, Integer::sum))
                                .max()
                                .orElse(0)
                        - 1;
                renamed.add(again == 0 ? append : another(append, again));
            }
            return super.append(renamed);
        }

        private Append another(Append append, int again) throws SQLException {
            var events = append.events().stream()
                    .map(event -> new NewEvent(
                            renamed(event.eventId(), again), event.event(), event.metadata(), event.occurredAt()))
                    .toList();
            var version = read(connection -> EventRows.version(rows(connection), append.session()));
            return new Append(append.session(), version, events);
        }
    }

    private static String renamed(String eventId, int again) {
        return Sample.eventId(eventId + "_" + again);
    }

    private static JdbcClient rows(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    private static final class Blind extends ForwardingDatabase {

        Blind(Database database) {
            super(database);
        }

        @Override
        public List<AppendResult> append(List<Append> appends) throws SQLException {
            var results = new ArrayList<AppendResult>();
            for (var append : appends) {
                results.add(append(append));
            }
            return results;
        }

        private AppendResult append(Append append) throws SQLException {
            var result = super.append(List.of(append)).getFirst();
            while (result instanceof VersionConflict(var actual)) {
                result = super.append(List.of(new Append(append.session(), actual, append.events())))
                        .getFirst();
            }
            return result;
        }
    }

    private static final class Hasty extends ForwardingDatabase {

        private final Runnable moment;
        private CompletableFuture<?> storing = CompletableFuture.completedFuture(null);

        Hasty(Database database, Runnable moment) {
            super(database);
            this.moment = moment;
        }

        @Override
        public synchronized List<AppendResult> append(List<Append> appends) throws SQLException {
            storing.join();
            if (appends.stream().anyMatch(append -> append.expectedVersion() == 0)) {
                return super.append(appends);
            }
            var results = new ArrayList<AppendResult>();
            for (var append : appends) {
                var version = read(connection -> EventRows.version(rows(connection), append.session()));
                results.add(
                        version == append.expectedVersion()
                                ? new Appended(version + append.events().size(), 0)
                                : new VersionConflict(version));
            }
            storing = CompletableFuture.runAsync(() -> store(appends));
            return results;
        }

        private void store(List<Append> appends) {
            try {
                moment.run();
                super.append(appends);
            } catch (SQLException lost) {
                throw new IllegalStateException(lost);
            }
        }
    }

    /** Finds out where the work moves the cursors to, undoes it, moves them, and only then does the work. */
    private static final class Apart extends ForwardingDatabase {

        private static final Duration APART_AT_MOST = Duration.ofSeconds(2);

        Apart(Database database) {
            super(database);
        }

        @Override
        public <T> T write(Work<T> work) throws SQLException {
            var before = read(Apart::cursors);
            var after = outcome(work);
            before.entrySet().removeIf(cursor -> cursor.getValue().equals(after.get(cursor.getKey())));
            if (!before.isEmpty()) {
                super.write(connection -> move(connection, after));
                awaitOutage();
            }
            return super.write(connection -> {
                move(connection, before);
                return work.on(connection);
            });
        }

        /** So long that a fault finds them apart, and not so long that nothing happens without one. */
        private void awaitOutage() {
            var giveUpAt = System.nanoTime() + APART_AT_MOST.toNanos();
            try {
                while (System.nanoTime() < giveUpAt) {
                    read(Apart::cursors);
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
            } catch (SQLException _) {
                // That is what was awaited: the rows come too late.
            }
        }

        private Map<String, Long> outcome(Work<?> work) throws SQLException {
            return super.write(connection -> {
                var undone = connection.setSavepoint();
                work.on(connection);
                var cursors = cursors(connection);
                connection.rollback(undone);
                return cursors;
            });
        }

        private static Map<String, Long> cursors(Connection connection) {
            var cursors = new HashMap<String, Long>();
            rows(connection).sql("SELECT name, position FROM projection_cursor").query(row -> {
                cursors.put(row.getString(1), row.getLong(2));
            });
            return cursors;
        }

        private static boolean move(Connection connection, Map<String, Long> cursors) {
            cursors.forEach((name, position) -> rows(connection)
                    .sql("UPDATE projection_cursor SET position = ? WHERE name = ? AND position <> ?")
                    .params(position, name, position)
                    .update());
            return true;
        }
    }
}
