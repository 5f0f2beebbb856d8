package dev.hector.store.axon;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The newest snapshot of each session, in table {@code session_snapshot}. */
final class SessionSnapshots {

    private final SessionStore store;
    private final SnapshotCodec codec;

    SessionSnapshots(SessionStore store, SnapshotCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /** Never replaces one that stands for more events in the same form. */
    void store(DomainEventMessage<?> snapshot) {
        var session = SessionKey.parse(snapshot.getAggregateIdentifier());
        var stored = new Snapshot(snapshot.getSequenceNumber() + 1, codec.write(snapshot.getPayload()));
        try {
            store.write(rows -> save(rows, session, stored));
        } catch (DuplicateKeyException somebodyElsesIsFirst) {
            store.write(rows -> replaceOlder(rows, session, stored));
        }
    }

    private int save(JdbcClient rows, SessionKey session, Snapshot snapshot) {
        var replaced = replaceOlder(rows, session, snapshot);
        return replaced == 0 && !exists(rows, session) ? insert(rows, session, snapshot) : replaced;
    }

    private int replaceOlder(JdbcClient rows, SessionKey session, Snapshot snapshot) {
        return rows.sql("""
            UPDATE session_snapshot SET aggregate_type = ?, sequence = ?, revision = ?, payload = ?
            WHERE tenant = ? AND agent = ? AND session_id = ?
              AND (revision < ? OR revision = ? AND sequence < ?)
            """)
                .params(codec.aggregateType(), snapshot.sequence(), codec.revision(), snapshot.payload())
                .params(session.tenant(), session.agent(), session.sessionId())
                .params(codec.revision(), codec.revision(), snapshot.sequence())
                .update();
    }

    private static boolean exists(JdbcClient rows, SessionKey session) {
        return rows.sql("SELECT count(*) FROM session_snapshot WHERE tenant = ? AND agent = ? AND session_id = ?")
                        .params(session.tenant(), session.agent(), session.sessionId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private int insert(JdbcClient rows, SessionKey session, Snapshot snapshot) {
        return rows.sql("""
            INSERT INTO session_snapshot
                (tenant, agent, session_id, aggregate_type, sequence, revision, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
                .params(session.tenant(), session.agent(), session.sessionId(), codec.aggregateType())
                .params(snapshot.sequence(), codec.revision(), snapshot.payload())
                .update();
    }

    Optional<DomainEventMessage<?>> read(SessionKey session) {
        return store.read(rows -> stored(rows, session)).flatMap(snapshot -> message(session, snapshot));
    }

    private Optional<Snapshot> stored(JdbcClient rows, SessionKey session) {
        return rows.sql("""
            SELECT sequence, payload FROM session_snapshot
            WHERE tenant = ? AND agent = ? AND session_id = ? AND aggregate_type = ? AND revision = ?
            """)
                .params(session.tenant(), session.agent(), session.sessionId())
                .params(codec.aggregateType(), codec.revision())
                .query((row, _) -> new Snapshot(row.getLong(1), row.getString(2)))
                .optional();
    }

    private Optional<DomainEventMessage<?>> message(SessionKey session, Snapshot snapshot) {
        return codec.read(snapshot.payload())
                .map(aggregate -> new GenericDomainEventMessage<>(
                        codec.aggregateType(), session.toString(), snapshot.sequence() - 1, aggregate));
    }

    private record Snapshot(long sequence, String payload) {}
}
