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
import dev.hector.store.SessionNumber;
import dev.hector.store.StoredEvent;
import dev.hector.store.blob.BlobReferences;
import dev.hector.store.projection.Projection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Projects what the sweeper looks for: a row for each session that has not ended, with its creation and the minute of its
 * newest activity, and one for each open turn.
 */
final class SessionClock implements Projection {

    private static final long MILLIS_OF_A_MINUTE = 60_000;

    private static final String WHERE = " where session = " + SessionNumber.OF;

    private static final String COUNT = "select count(*) from session_clock" + WHERE;

    private static final String CREATE = "insert into session_clock (session, created_at, active_minute) values ("
            + SessionNumber.OF + ", :at, :minute)";

    private static final String ACTIVE =
            "update session_clock set active_minute = :minute" + WHERE + " and active_minute < :minute";

    private static final String REOPEN =
            "update open_turn set lease_until = :until, attempt = :attempt, turn_id = :turn, owner = :owner" + WHERE;

    private static final String OPEN = "insert into open_turn (session, lease_until, attempt, turn_id, owner) values ("
            + SessionNumber.OF + ", :until, :attempt, :turn, :owner)";

    private static final String CLOSE = "delete from open_turn" + WHERE;

    private static final String REMOVE = "delete from session_clock" + WHERE;

    @Override
    public String name() {
        return "session_clock";
    }

    @Override
    public void apply(JdbcClient rows, StoredEvent stored) {
        switch (stored.event()) {
            case SessionCreated _ -> create(rows, stored);
            case MessageAppended _ -> active(rows, stored);
            case TurnStarted turn -> {
                active(rows, stored);
                open(rows, stored, turn);
            }
            case TurnCompleted _, TurnFailed _ -> {
                active(rows, stored);
                of(stored, rows.sql(CLOSE)).update();
            }
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
            at(stored, rows.sql(CREATE))
                    .param("at", stored.occurredAt().toEpochMilli())
                    .update();
        }
    }

    /** A deleted session's blobs are nobody's, unless another session names them. */
    private static void end(JdbcClient rows, StoredEvent stored, SessionEnded ended) {
        of(stored, rows.sql(CLOSE)).update();
        of(stored, rows.sql(REMOVE)).update();
        if (ended.reason() == SessionEnded.Reason.DELETED) {
            BlobReferences.release(rows, stored.session(), stored.occurredAt());
        }
    }

    private static void active(JdbcClient rows, StoredEvent stored) {
        at(stored, rows.sql(ACTIVE)).update();
    }

    private static void open(JdbcClient rows, StoredEvent stored, TurnStarted turn) {
        if (opened(turn, of(stored, rows.sql(REOPEN))) == 0) {
            opened(turn, of(stored, rows.sql(OPEN)));
        }
    }

    private static int opened(TurnStarted turn, StatementSpec sql) {
        return sql.param("turn", turn.turnId())
                .param("attempt", turn.attempt())
                .param("owner", turn.owner())
                .param("until", turn.leaseUntil().toEpochMilli())
                .update();
    }

    private static StatementSpec at(StoredEvent stored, StatementSpec sql) {
        return of(stored, sql).param("minute", minute(stored.occurredAt()));
    }

    /** Counted from 1970. */
    static long minute(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), MILLIS_OF_A_MINUTE);
    }

    private static StatementSpec of(StoredEvent stored, StatementSpec sql) {
        return SessionNumber.bind(sql, stored.session());
    }
}
