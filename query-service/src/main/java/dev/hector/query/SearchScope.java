package dev.hector.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Whose texts are searched, and which of them; null is any.
 *
 * @param role {@code user}, {@code assistant} or {@code summary}
 * @param from only what was said at this time or later
 * @param to only what was said before
 */
public record SearchScope(
        String tenant,
        String agent,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String role,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Leaves out parked sessions, since the event that could not be applied may be their deletion. */
    private static final String NOT_PARKED = """
         and not exists (select 1 from parked_session p where p.projection = 'searched_text' and p.session = t.session)\
        """;

    /** Along the session's events, however many texts of others have the words. */
    private static final String OF_SESSION = """
         and t.position in (select e.position from session_event e join session s on s.number = e.session \
        where s.tenant = :tenant and s.agent = :agent and s.session_id = :session)\
        """;

    /** For rows {@code t} of {@code searched_text}, behind other conditions. */
    String condition() {
        return " and t.tenant = :tenant and t.agent = :agent"
                + (userId == null ? "" : " and t.user_id = :user")
                + (sessionId == null ? "" : OF_SESSION)
                + (role == null ? "" : " and t.role = :role")
                + (from == null ? "" : " and t.said_at >= :from")
                + (to == null ? "" : " and t.said_at < :to")
                + NOT_PARKED;
    }

    StatementSpec bind(StatementSpec statement) {
        var bound = statement.param("tenant", tenant).param("agent", agent);
        bound = userId == null ? bound : bound.param("user", userId);
        bound = sessionId == null ? bound : bound.param("session", sessionId);
        bound = role == null ? bound : bound.param("role", role);
        bound = from == null ? bound : bound.param("from", from.toEpochMilli());
        return to == null ? bound : bound.param("to", to.toEpochMilli());
    }
}
