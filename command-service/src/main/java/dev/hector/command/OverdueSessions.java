package dev.hector.command;

import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads from the session clock what may be overdue, in pages, so that what cannot be mended hides nothing. */
final class OverdueSessions {

    static final int PAGE = 200;

    private static final SessionKey FIRST = new SessionKey(" ", " ", " ");

    private static final String PAGED = """
         and (tenant, agent, session_id) > (:tenant, :agent, :session)
        order by tenant, agent, session_id limit :page\
        """;

    private static final String LOST = """
        select tenant, agent, session_id, turn_id, turn_attempt from session_clock
        where lease_until <= :now\
        """ + PAGED;

    private static final String EXPIRED = """
        select tenant, agent, session_id from session_clock
        where (created_at <= :created or (last_activity_at <= :active and turn_id is null))\
        """ + PAGED;

    private final SessionStore store;
    private final Limits limits;

    OverdueSessions(SessionStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    record LostTurn(SessionKey session, String turnId, int attempt) {}

    void lostTurns(Instant now, Consumer<LostTurn> action) {
        eachPage(after -> store.read(rows -> lostAfter(rows, after, now)), LostTurn::session, action);
    }

    void sessions(Instant now, Consumer<SessionKey> action) {
        if (limits.idle() != null || limits.total() != null) {
            eachPage(after -> store.read(rows -> expiredAfter(rows, after, now)), Function.identity(), action);
        }
    }

    private static <T> void eachPage(
            Function<SessionKey, List<T>> read, Function<T, SessionKey> key, Consumer<T> action) {
        var page = read.apply(FIRST);
        while (!page.isEmpty()) {
            page.forEach(action);
            page = page.size() < PAGE ? List.of() : read.apply(key.apply(page.getLast()));
        }
    }

    private static List<LostTurn> lostAfter(JdbcClient rows, SessionKey after, Instant now) {
        return paged(rows.sql(LOST), after)
                .param("now", now.toEpochMilli())
                .query((row, _) -> new LostTurn(
                        new SessionKey(row.getString(1), row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getInt(5)))
                .list();
    }

    private List<SessionKey> expiredAfter(JdbcClient rows, SessionKey after, Instant now) {
        return paged(rows.sql(EXPIRED), after)
                .param("created", before(now, limits.total()))
                .param("active", before(now, limits.idle()))
                .query((row, _) -> new SessionKey(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static StatementSpec paged(StatementSpec sql, SessionKey after) {
        return sql.param("tenant", after.tenant())
                .param("agent", after.agent())
                .param("session", after.sessionId())
                .param("page", PAGE);
    }

    private static long before(Instant now, @Nullable Duration limit) {
        return limit == null ? Long.MIN_VALUE : now.minus(limit).toEpochMilli();
    }
}
