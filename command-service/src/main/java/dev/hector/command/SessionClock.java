package dev.hector.command;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.store.StoredEvent;
import dev.hector.store.blob.BlobReferences;
import dev.hector.store.projection.Projection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Projects what the sweeper looks for: a row for each session that has not ended, with its times and its open turn. */
final class SessionClock implements Projection {

    private static final String WHERE = " where tenant = :tenant and agent = :agent and session_id = :session";

    private static final String CREATE =
            """
        insert into session_clock (tenant, agent, session_id, created_at, last_activity_at)
        values (:tenant, :agent, :session, :at, :at)\
        """;

    private static final String COUNT = "select count(*) from session_clock" + WHERE;

    private static final String ACTIVE = "update session_clock set last_activity_at = :at" + WHERE;

    private static final String OPEN =
            """
        update session_clock set last_activity_at = :at, turn_id = :turn, turn_attempt = :attempt,
          turn_owner = :owner, lease_until = :until\
        """
                    + WHERE;

    private static final String CLOSE =
            """
        update session_clock set last_activity_at = :at, turn_id = null, turn_attempt = null,
          turn_owner = null, lease_until = null\
        """
                    + WHERE;

    private static final String REMOVE = "delete from session_clock" + WHERE;

    @Override
    public String name() {
        return "session_clock";
    }

    @Override
    public void apply(JdbcClient rows, StoredEvent stored) {
        switch (stored.event()) {
            case SessionCreated _ -> create(rows, stored);
            case MessageAppended _ -> at(stored, rows.sql(ACTIVE)).update();
            case TurnStarted turn -> open(turn, at(stored, rows.sql(OPEN)));
            case TurnCompleted _, TurnFailed _ -> at(stored, rows.sql(CLOSE)).update();
            case SessionEnded ended -> end(rows, stored, ended);
            case AgentConfigured _, MemorySummarised _, MemoriesRecalled _ -> {}
        }
    }

    /** Of a session's events only those leave a trace that no later one covers. */
    @Override
    public void applyAll(JdbcClient rows, List<StoredEvent> events) {
        var bySession = events.stream().collect(Collectors.groupingBy(StoredEvent::session));
        bySession.values().forEach(ofSession -> lasting(ofSession).forEach(event -> apply(rows, event)));
    }

    /** The creation or the end, the newest event that opened or closed a turn, and what else was newer than that. */
    private static List<StoredEvent> lasting(List<StoredEvent> events) {
        var lasting = new ArrayDeque<StoredEvent>();
        for (var event : events.reversed()) {
            switch (event.event()) {
                case SessionEnded _ -> {
                    return List.of(event);
                }
                case SessionCreated _ -> lasting.addFirst(event);
                case MessageAppended _ -> addUnlessCovered(lasting, event);
                case TurnStarted _, TurnCompleted _, TurnFailed _ -> addUnlessTurn(lasting, event);
                case AgentConfigured _, MemorySummarised _, MemoriesRecalled _ -> {}
            }
        }
        return List.copyOf(lasting);
    }

    private static void addUnlessCovered(Deque<StoredEvent> lasting, StoredEvent event) {
        if (lasting.isEmpty()) {
            lasting.addFirst(event);
        }
    }

    private static void addUnlessTurn(Deque<StoredEvent> lasting, StoredEvent event) {
        if (lasting.stream().allMatch(later -> later.event() instanceof MessageAppended)) {
            lasting.addFirst(event);
        }
    }

    private static void create(JdbcClient rows, StoredEvent stored) {
        if (of(stored, rows.sql(COUNT)).query(Long.class).single() == 0) {
            at(stored, rows.sql(CREATE)).update();
        }
    }

    /** A deleted session's blobs are nobody's, unless another session names them. */
    private static void end(JdbcClient rows, StoredEvent stored, SessionEnded ended) {
        of(stored, rows.sql(REMOVE)).update();
        if (ended.reason() == SessionEnded.Reason.DELETED) {
            BlobReferences.release(rows, stored.session(), stored.occurredAt());
        }
    }

    private static void open(TurnStarted turn, JdbcClient.StatementSpec sql) {
        sql.param("turn", turn.turnId())
                .param("attempt", turn.attempt())
                .param("owner", turn.owner())
                .param("until", turn.leaseUntil().toEpochMilli())
                .update();
    }

    private static JdbcClient.StatementSpec at(StoredEvent stored, JdbcClient.StatementSpec sql) {
        return of(stored, sql).param("at", stored.occurredAt().toEpochMilli());
    }

    private static JdbcClient.StatementSpec of(StoredEvent stored, JdbcClient.StatementSpec sql) {
        var session = stored.session();
        return sql.param("tenant", session.tenant())
                .param("agent", session.agent())
                .param("session", session.sessionId());
    }
}
