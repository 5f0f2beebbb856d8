package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.MessageAppended;
import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.KeyTaken;
import dev.hector.store.AppendResult.VersionConflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contract's check of order is worth something only if it catches a log that orders by an identity column. */
class IdentityColumnLogIT {

    @Test
    void isCaughtByTheCheckOfOrder() throws Exception {
        try (var store = TestStores.inPostgres()) {
            var report = OrderCheck.run(new IdentityColumnLog(store), 60);

            assertThat(report.missed()).isPositive();
            assertThat(report.lost()).isZero();
            assertThat(report.sessionsWithHoles()).isEmpty();
        }
    }

    /** Known to be bad: a number is taken when a row is written and seen when its transaction commits. */
    private static final class IdentityColumnLog implements EventLog {

        private final SessionStore store;

        IdentityColumnLog(SessionStore store) {
            this.store = store;
            store.write(rows -> rows.sql("""
                CREATE TABLE mutant (
                    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    session_id text, sequence bigint, event_id text UNIQUE, message_key text,
                    UNIQUE (session_id, sequence), UNIQUE (session_id, message_key))
                """).update());
        }

        @Override
        public AppendResult append(Append append) {
            try {
                return store.write(rows -> append(rows, append));
            } catch (DuplicateKeyException _) {
                var version = version(append.session());
                return version == append.expectedVersion() ? new KeyTaken() : new VersionConflict(version);
            }
        }

        private static AppendResult append(JdbcClient rows, Append append) {
            var sequence = append.expectedVersion();
            for (var event : append.events()) {
                var key = event.event() instanceof MessageAppended message ? message.key() : null;
                rows.sql("INSERT INTO mutant (session_id, sequence, event_id, message_key) VALUES (?, ?, ?, ?)")
                        .params(append.session().sessionId(), ++sequence, event.eventId())
                        .param(key)
                        .update();
                OrderCheck.think();
            }
            return new Appended(sequence, 0);
        }

        @Override
        public List<StoredEvent> readAll(long afterPosition, int limit) {
            return store.read(rows -> rows.sql("SELECT * FROM mutant WHERE position > ? ORDER BY position LIMIT ?")
                    .params(afterPosition, limit)
                    .query(IdentityColumnLog::event)
                    .list());
        }

        @Override
        public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
            var sql = "SELECT * FROM mutant WHERE session_id = ? AND sequence > ? ORDER BY sequence LIMIT ?";
            return store.read(rows -> rows.sql(sql)
                    .params(session.sessionId(), range.after(), range.limit())
                    .query(IdentityColumnLog::event)
                    .list());
        }

        private static StoredEvent event(ResultSet row, int number) throws SQLException {
            var session = Sample.session(row.getString(2));
            return new StoredEvent(
                    row.getLong(1), session, row.getLong(3), row.getString(4), "", 1, "", "", Instant.EPOCH);
        }

        @Override
        public long head() {
            return store.read(rows -> rows.sql("SELECT coalesce(max(position), 0) FROM mutant")
                    .query(Long.class)
                    .single());
        }

        @Override
        public long version(SessionKey session) {
            return store.read(rows -> rows.sql("SELECT coalesce(max(sequence), 0) FROM mutant WHERE session_id = ?")
                    .params(session.sessionId())
                    .query(Long.class)
                    .single());
        }

        @Override
        public List<StoredEvent> findByKeys(SessionKey session, Set<String> keys) {
            return List.of();
        }

        @Override
        public AutoCloseable onAppend(Runnable listener) {
            return () -> {};
        }
    }
}
