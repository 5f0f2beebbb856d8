package dev.hector.query;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which of an agent's sessions are wanted; null is any. */
public record SessionFilter(
        String tenant,
        String agent,
        @Nullable String userId,
        @Nullable Boolean ended) {

    String where() {
        return " where tenant = :tenant and agent = :agent"
                + (userId == null ? "" : " and user_id = :user")
                + (ended == null ? "" : " and status = :status");
    }

    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        var bound = statement.param("tenant", tenant).param("agent", agent);
        if (userId != null) {
            bound = bound.param("user", userId);
        }
        return ended == null ? bound : bound.param("status", ended ? "ended" : "active");
    }
}
