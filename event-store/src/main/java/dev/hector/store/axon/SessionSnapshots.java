package dev.hector.store.axon;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
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
        var payload = codec.write(snapshot.getPayload());
        store.write(rows -> rows.sql("""
            INSERT INTO session_snapshot AS stored
                (tenant, agent, session_id, aggregate_type, sequence, revision, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant, agent, session_id) DO UPDATE SET
                aggregate_type = excluded.aggregate_type, sequence = excluded.sequence,
                revision = excluded.revision, payload = excluded.payload
            WHERE stored.revision < excluded.revision
                OR stored.revision = excluded.revision AND stored.sequence < excluded.sequence
            """)
                .params(session.tenant(), session.agent(), session.sessionId(), codec.aggregateType())
                .params(snapshot.getSequenceNumber() + 1, codec.revision(), payload)
                .update());
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
