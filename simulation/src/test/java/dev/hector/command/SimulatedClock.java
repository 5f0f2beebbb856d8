package dev.hector.command;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.store.SimulatedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The shared table {@code session_clock}: the rows that the projection of that name would write. */
public final class SimulatedClock {

    /** A session that has not ended. */
    static final class Row {

        final SessionKey session;
        final Instant createdAt;
        Instant lastActivityAt;

        @Nullable
        TurnStarted turn;

        Instant leaseUntil = Instant.EPOCH;

        Row(SessionKey session, Instant createdAt) {
            this.session = session;
            this.createdAt = createdAt;
            this.lastActivityAt = createdAt;
        }

        boolean holds(String turnId, int attempt, String owner) {
            return holds(turnId, attempt) && turn != null && turn.owner().equals(owner);
        }

        boolean holds(String turnId, int attempt) {
            return turn != null && turn.turnId().equals(turnId) && turn.attempt() == attempt;
        }
    }

    private final SimulatedLog log;
    private final Map<String, Row> rows = new TreeMap<>();
    private long position;

    public SimulatedClock(SimulatedLog log) {
        this.log = log;
    }

    /** Applies what is in the log now. */
    public void catchUp() {
        for (var entry : log.after(position)) {
            apply(entry);
            position = entry.stored().position();
        }
    }

    private void apply(SimulatedLog.Entry entry) {
        var session = entry.stored().session();
        var at = entry.stored().occurredAt();
        var row = rows.computeIfAbsent(session.toString(), _ -> new Row(session, at));
        switch (entry.event()) {
            case SessionCreated _ -> {}
            case MessageAppended _ -> row.lastActivityAt = at;
            case TurnStarted turn -> {
                row.lastActivityAt = at;
                row.turn = turn;
                row.leaseUntil = turn.leaseUntil();
            }
            case TurnCompleted _, TurnFailed _ -> {
                row.lastActivityAt = at;
                row.turn = null;
            }
            case SessionEnded _ -> rows.remove(session.toString());
            case AgentConfigured _, MemorySummarised _, MemoriesRecalled _ -> {}
        }
    }

    @Nullable
    Row find(SessionKey session) {
        return rows.get(session.toString());
    }

    List<Row> lost(Instant now) {
        return rows(row -> row.turn != null && !row.leaseUntil.isAfter(now));
    }

    List<Row> olderThan(Duration total, Instant now) {
        return rows(row -> !row.createdAt.isAfter(now.minus(total)));
    }

    List<Row> idleFor(Duration idle, Instant now) {
        return rows(row -> row.turn == null && !row.lastActivityAt.isAfter(now.minus(idle)));
    }

    private List<Row> rows(Predicate<Row> wanted) {
        return new ArrayList<>(rows.values().stream().filter(wanted).toList());
    }
}
