package dev.hector.store.projection;

import dev.hector.store.EventRows;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far a projection is behind its store's log, whichever process advances it.
 *
 * @param events that it has not applied
 * @param lag since when the oldest of these is in the log; zero when there are none
 * @param parked sessions that it has passed over
 */
public record ProjectionState(String store, String projection, long events, Duration lag, long parked) {

    private static final String STATES = """
        SELECT c.name, h.position - c.position,
          (SELECT e.occurred_at FROM session_event e WHERE e.position > c.position ORDER BY e.position LIMIT 1),
          (SELECT count(*) FROM parked_session p WHERE p.projection = c.name)
        FROM projection_cursor c CROSS JOIN shard_head h WHERE h.shard = ?
        """;

    /** Of every projection of the store; throws {@link StoreUnavailableException} when the store does not answer. */
    public static List<ProjectionState> of(SessionStore store) {
        var now = store.now();
        return store.read(rows -> read(rows, store.name(), now));
    }

    private static List<ProjectionState> read(JdbcClient rows, String store, Instant now) {
        return rows.sql(STATES)
                .params(EventRows.SHARD)
                .query((row, _) -> new ProjectionState(
                        store,
                        row.getString(1),
                        Math.max(0, row.getLong(2)),
                        since(row.getLong(3), now),
                        row.getLong(4)))
                .list();
    }

    /** @param occurredAt 0 when there is no such event */
    private static Duration since(long occurredAt, Instant now) {
        var lag = occurredAt == 0 ? Duration.ZERO : Duration.between(Instant.ofEpochMilli(occurredAt), now);
        return lag.isNegative() ? Duration.ZERO : lag;
    }
}
