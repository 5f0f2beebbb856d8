package dev.hector.store;

import dev.hector.events.SessionKey;

/** Another process that writes to the log, of a release that knows more types of events. */
public final class NewerRelease {

    private NewerRelease() {}

    /** Appends one event. The caller says at which sequence; this process's log hears nothing of it. */
    public static void append(SessionStore store, SessionKey session, long sequence, String type, String payload) {
        store.write(rows -> {
            rows.sql("UPDATE shard_head SET position = position + 1").update();
            return rows.sql("""
                INSERT INTO session_event (position, tenant, agent, session_id, sequence, event_id, type, revision,
                                           payload, metadata, occurred_at)
                SELECT position, ?, ?, ?, ?, ?, ?, 1, ?, '{"actor":"system"}', 0 FROM shard_head
                """)
                    .params(session.tenant(), session.agent(), session.sessionId(), sequence)
                    .params("evt_newer_" + session.sessionId() + "_" + sequence, type, payload)
                    .update();
        });
    }
}
