package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.SessionKey;
import java.nio.charset.StandardCharsets;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another process that writes to the log, of a release that knows more types of events. */
public final class NewerRelease {

    private static final String BEGIN = """
        INSERT INTO session (number, tenant, agent, session_id) SELECT position, :tenant, :agent, :session FROM shard_head
        """;

    private static final String INSERT = """
        INSERT INTO session_event (position, session, sequence, occurred_at, event_id, revision, type, payload, metadata)
        SELECT position, %s, :sequence, 0, :id, 1, :type, :payload, :metadata FROM shard_head
        """.formatted(SessionNumber.OF);

    private static final byte[] METADATA = "{\"actor\":\"system\"}".getBytes(StandardCharsets.UTF_8);

    private NewerRelease() {}

    /** Appends one event. The caller says at which sequence; this process's log hears nothing of it. */
    public static void append(SessionStore store, SessionKey session, long sequence, String type, String payload) {
        store.write(rows -> {
            rows.sql("UPDATE shard_head SET position = position + 1").update();
            if (sequence == 1) {
                begin(rows, session);
            }
            return SessionNumber.bind(rows.sql(INSERT), session)
                    .param("sequence", sequence)
                    .param("id", id(store, session, sequence))
                    .param("type", type)
                    .param("payload", payload.getBytes(StandardCharsets.UTF_8))
                    .param("metadata", METADATA)
                    .update();
        });
    }

    private static void begin(JdbcClient rows, SessionKey session) {
        SessionNumber.bind(rows.sql(BEGIN), session).update();
    }

    private static Object id(SessionStore store, SessionKey session, long sequence) {
        var id = EventIds.stored(Sample.eventId("newer " + session + " " + sequence));
        return store.driver() == Driver.POSTGRES ? id : EventIds.bytes(id);
    }
}
