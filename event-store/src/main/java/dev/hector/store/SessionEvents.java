package dev.hector.store;

import dev.hector.events.SessionKey;
import dev.hector.events.memory.WorkingMemory.Checkpoint;
import dev.hector.store.EventLog.SessionRange;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a fold reads of one session: from the store, or within a transaction of the store. */
interface SessionEvents {

    List<StoredEvent> readSession(SessionKey session, SessionRange range);

    /** The sequence of the newest event; 0 without one. */
    long version(SessionKey session);

    /** The stored checkpoint, if it was made under settings of this fingerprint. */
    Optional<Checkpoint> checkpoint(SessionKey session, String fingerprint);

    static SessionEvents of(SessionStore store) {
        return new SessionEvents() {
            @Override
            public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
                return store.log().readSession(session, range);
            }

            @Override
            public long version(SessionKey session) {
                return store.log().version(session);
            }

            @Override
            public Optional<Checkpoint> checkpoint(SessionKey session, String fingerprint) {
                return store.read(rows -> SessionEvents.checkpoint(rows, session, fingerprint));
            }
        };
    }

    static SessionEvents within(JdbcClient transaction) {
        return new SessionEvents() {
            @Override
            public List<StoredEvent> readSession(SessionKey session, SessionRange range) {
                return EventRows.readSession(transaction, session, range);
            }

            @Override
            public long version(SessionKey session) {
                return EventRows.version(transaction, session);
            }

            @Override
            public Optional<Checkpoint> checkpoint(SessionKey session, String fingerprint) {
                return SessionEvents.checkpoint(transaction, session, fingerprint);
            }
        };
    }

    private static Optional<Checkpoint> checkpoint(JdbcClient rows, SessionKey session, String fingerprint) {
        var checkpoint =
                "SELECT through, first_kept, summary_sequence, kept_tokens FROM working_memory WHERE session = "
                        + SessionNumber.OF + " AND settings = :settings";
        return SessionNumber.bind(rows.sql(checkpoint), session)
                .param("settings", fingerprint)
                .query((row, _) -> new Checkpoint(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4)))
                .optional();
    }
}
