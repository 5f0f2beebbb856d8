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
 * What is overdue by tables {@code session_clock} and {@code open_turn}: the longest overdue first, and in pages, so that
 * what cannot be mended hides nothing.
 */
final class SqlOverdueSessions implements OverdueSessions {

    static final int PAGE = 200;

    static final String LOST = """
        select s.tenant, s.agent, s.session_id, t.session, t.lease_until, t.turn_id, t.attempt
        from open_turn t join session s on s.number = t.session
        where t.lease_until <= :latest and (t.lease_until, t.session) > (:since, :after)
        order by t.lease_until, t.session limit :page\
        """;

    static final String TOO_OLD = """
        select s.tenant, s.agent, s.session_id, c.session, c.created_at, null, 0
        from session_clock c join session s on s.number = c.session
        where c.created_at <= :latest and (c.created_at, c.session) > (:since, :after)
        order by c.created_at, c.session limit :page\
        """;

    /** Of those that were active in the last of the minutes, only the events say when. */
    static final String IDLE = """
        select s.tenant, s.agent, s.session_id, c.session, c.active_minute, null, 0
        from session_clock c join session s on s.number = c.session
        where c.active_minute <= :minute and (c.active_minute, c.session) > (:since, :after)
          and not exists (select 1 from open_turn t where t.session = c.session)
          and (select e.occurred_at from session_event e
               where e.session = c.session and e.type not in ('AgentConfigured', 'MemorySummarised', 'MemoriesRecalled')
               order by e.sequence desc limit 1) <= :latest
        order by c.active_minute, c.session limit :page\
        """;

    private final SessionStore store;
    private final Limits limits;

    SqlOverdueSessions(SessionStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** @param turnId null where no turn is open */
    private record Row(
            SessionKey session,
            long number,
            long since,
            @Nullable String turnId,
            int attempt) {

        static Row of(ResultSet row) throws SQLException {
            var session = new SessionKey(row.getString(1), row.getString(2), row.getString(3));
            return new Row(session, row.getLong(4), row.getLong(5), row.getString(6), row.getInt(7));
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
        var page = page(sql, latest, Long.MIN_VALUE, 0);
        while (!page.isEmpty()) {
            page.forEach(action);
            var last = page.getLast();
            page = page.size() < PAGE ? List.of() : page(sql, latest, last.since(), last.number());
        }
    }

    private List<Row> page(String sql, Instant latest, long since, long after) {
        return store.read(rows -> rows.sql(sql)
                .param("latest", latest.toEpochMilli())
                .param("minute", SessionClock.minute(latest))
                .param("since", since)
                .param("after", after)
                .param("page", PAGE)
                .query((row, _) -> Row.of(row))
                .list());
    }
}
