package dev.hector.query;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which of an agent's sessions are wanted; null is any. */
public record SessionFilter(
        String tenant,
        String agent,
        @Nullable String userId,
        @Nullable Boolean ended) {

    /** For rows {@code c} of {@code session_catalogue}. */
    String where() {
        return " where c.tenant = :tenant and c.agent = :agent"
                + (userId == null ? "" : " and c.user_id = :user")
                + (ended == null ? "" : " and c.status = :status");
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        var bound = statement.param("tenant", tenant).param("agent", agent);
        if (userId != null) {
            bound = bound.param("user", userId);
        }
        return ended == null ? bound : bound.param("status", ended ? "ended" : "active");
    }
}
