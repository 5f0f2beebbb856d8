package dev.hector.store;

import dev.hector.events.SessionKey;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The number that stands for a session in the rows of its store, as table {@code session} has it. */
public final class SessionNumber {

    /** An expression for SQL, with the parameters of {@link #bind}; it is null for a session without events. */
    public static final String OF =
            "(SELECT number FROM session WHERE tenant = :tenant AND agent = :agent AND session_id = :session)";

    private SessionNumber() {}

    public static StatementSpec bind(StatementSpec statement, SessionKey session) {
        return statement
                .param("tenant", session.tenant())
                .param("agent", session.agent())
                .param("session", session.sessionId());
    }
}
