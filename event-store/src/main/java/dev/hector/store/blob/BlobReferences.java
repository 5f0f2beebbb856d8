package dev.hector.store.blob;

import dev.hector.events.SessionKey;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which sessions refer to which blobs, as rows of the session's store. */
public final class BlobReferences {

    private static final String OF_SESSION = " where tenant = :tenant and agent = :agent and session_id = :session";

    private BlobReferences() {}

    /** As {@link BlobStore#release}, within somebody else's transaction. */
    public static void release(JdbcClient rows, SessionKey session, Instant at) {
        of(session, rows.sql("""
            update message_blob set touched_at = :at where tenant = :tenant and touched_at < :at and sha256 in (
                select sha256 from message_blob_reference\
            """ + OF_SESSION + ")"))
                .param("at", at.toEpochMilli())
                .update();
        of(session, rows.sql("delete from message_blob_reference" + OF_SESSION)).update();
    }

    private static JdbcClient.StatementSpec of(SessionKey session, JdbcClient.StatementSpec sql) {
        return sql.param("tenant", session.tenant())
                .param("agent", session.agent())
                .param("session", session.sessionId());
    }
}
