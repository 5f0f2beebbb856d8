package dev.hector.longterm;

import dev.hector.events.SessionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code memory} as a projection writes it, within the transaction of {@code rows}. */
record MemoryRows(JdbcClient rows, View view) {

    /** So many rows in a statement. */
    private static final int TOGETHER = 50;

    private static final String INSERT = """
        INSERT INTO memory (view_name, position, tenant, agent, session_id, user_id, sequence, memory_id, message_id, role,
          speaker, occurred_at, content, tokens, due, deleted, stamp)
        VALUES \
        """;

    private static final String ROW = "(" + marks(17) + ")";

    private static final String OF_SESSION = " WHERE view_name = ? AND tenant = ? AND agent = ? AND session_id = ?";

    /** A memory to store. */
    record Kept(MemoryRow memory, String userId, boolean due) {}

    /** How many of a session's memories wait for the rest of their batch. */
    int waiting(SessionKey session) {
        return ofSession(rows.sql("SELECT count(*) FROM memory" + OF_SESSION + " AND due = 0 AND deleted = 0"), session)
                .query(Integer.class)
                .single();
    }

    void insert(List<Kept> memories, long stamp) {
        for (var from = 0; from < memories.size(); from += TOGETHER) {
            insertTogether(memories.subList(from, Math.min(memories.size(), from + TOGETHER)), stamp);
        }
    }

    /** A view that was removed and is built again may meet rows that are still being removed. */
    private void insertTogether(List<Kept> memories, long stamp) {
        rows.sql("DELETE FROM memory WHERE view_name = ? AND position IN (" + marks(memories.size()) + ")")
                .params(view.storedName())
                .params(memories.stream()
                        .<Object>map(kept -> kept.memory().event().position())
                        .toList())
                .update();
        var values = new ArrayList<@Nullable Object>();
        memories.forEach(kept -> addTo(values, kept, stamp));
        rows.sql(INSERT + String.join(", ", Collections.nCopies(memories.size(), ROW)))
                .params(values)
                .update();
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private void addTo(List<@Nullable Object> values, Kept kept, long stamp) {
        var memory = kept.memory();
        var event = memory.event();
        var session = event.session();
        Collections.addAll(
                values,
                view.storedName(),
                event.position(),
                session.tenant(),
                session.agent(),
                session.sessionId(),
                kept.userId(),
                event.sequence(),
                memory.memoryId(),
                memory.messageId(),
                memory.role(),
                memory.speaker(),
                memory.occurredAt().toEpochMilli(),
                memory.content(),
                memory.tokens(),
                kept.due() ? 1 : 0,
                0,
                stamp);
    }

    void makeDue(SessionKey session, long stamp) {
        ofSession(
                        rows.sql("UPDATE memory SET due = 1, stamp = ?" + OF_SESSION + " AND due = 0 AND deleted = 0")
                                .params(stamp),
                        session)
                .update();
    }

    /** Leaves nothing of a session but the news that it is gone. */
    void bury(SessionKey session, long stamp) {
        ofSession(
                        rows.sql("DELETE FROM memory_vector WHERE position IN (SELECT position FROM memory" + OF_SESSION
                                + ")"),
                        session)
                .update();
        ofSession(
                        rows.sql("UPDATE memory SET content = '', speaker = NULL, deleted = 1, stamp = ?" + OF_SESSION)
                                .params(stamp),
                        session)
                .update();
    }

    private JdbcClient.StatementSpec ofSession(JdbcClient.StatementSpec statement, SessionKey session) {
        return statement.params(view.storedName(), session.tenant(), session.agent(), session.sessionId());
    }
}
