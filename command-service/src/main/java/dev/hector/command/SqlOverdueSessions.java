package dev.hector.command;

import static java.util.Objects.requireNonNull;

import dev.hector.command.session.Limits;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is overdue by table {@code session_clock}: the longest overdue first, along the index of that time, and in pages,
 * so that what cannot be mended hides nothing.
 */
final class SqlOverdueSessions implements OverdueSessions {

    static final int PAGE = 200;

    private static final String OVERDUE = """
        select tenant, agent, session_id, %1$s, turn_id, turn_attempt from session_clock
        where %1$s <= :latest%2$s and (%1$s, tenant, agent, session_id) > (:since, :tenant, :agent, :session)
        order by %1$s, tenant, agent, session_id limit :page\
        """;

    static final String LOST = OVERDUE.formatted("lease_until", "");
    static final String TOO_OLD = OVERDUE.formatted("created_at", "");
    static final String IDLE = OVERDUE.formatted("last_activity_at", " and turn_id is null");

    private static final Row FIRST = new Row(new SessionKey(" ", " ", " "), Long.MIN_VALUE, null, 0);

    private final SessionStore store;
    private final Limits limits;

    SqlOverdueSessions(SessionStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** @param turnId null where no turn is open */
    private record Row(
            SessionKey session, long since, @Nullable String turnId, int attempt) {

        static Row of(ResultSet row) throws SQLException {
            var session = new SessionKey(row.getString(1), row.getString(2), row.getString(3));
            return new Row(session, row.getLong(4), row.getString(5), row.getInt(6));
        }

        LostTurn lostTurn() {
            return new LostTurn(session, requireNonNull(turnId, "a lease is of a turn"), attempt);
        }
    }

    @Override
    public void lostTurns(Instant now, Consumer<LostTurn> action) {
        each(LOST, now, row -> action.accept(row.lostTurn()));
    }

    @Override
    public void sessions(Instant now, Consumer<SessionKey> action) {
        if (limits.total() != null) {
            each(TOO_OLD, now.minus(limits.total()), row -> action.accept(row.session()));
        }
        if (limits.idle() != null) {
            each(IDLE, now.minus(limits.idle()), row -> action.accept(row.session()));
        }
    }

    private void each(String sql, Instant latest, Consumer<Row> action) {
        var page = page(sql, latest, FIRST);
        while (!page.isEmpty()) {
            page.forEach(action);
            page = page.size() < PAGE ? List.of() : page(sql, latest, page.getLast());
        }
    }

    private List<Row> page(String sql, Instant latest, Row after) {
        return store.read(rows -> rows.sql(sql)
                .param("latest", latest.toEpochMilli())
                .param("since", after.since())
                .param("tenant", after.session().tenant())
                .param("agent", after.session().agent())
                .param("session", after.session().sessionId())
                .param("page", PAGE)
                .query((row, _) -> Row.of(row))
                .list());
    }
}
