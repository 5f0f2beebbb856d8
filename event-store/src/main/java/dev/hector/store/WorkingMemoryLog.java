package dev.hector.store;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemorySummarised;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.WorkingMemory;
import dev.hector.events.memory.WorkingMemory.Checkpoint;
import dev.hector.store.EventLog.SessionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The working memory of any session at any of its events, at the cost of what it keeps and not of the session's length:
 * the fold begins at the checkpoint in table {@code working_memory} or, where that is late, missing or made under other
 * settings, at the newest summary or far enough back for a window. Always equal to a fold from the first event.
 *
 * <p>Throws {@link StoreUnavailableException} as the log does, and {@link dev.hector.events.UnknownEventException} when
 * a newer release wrote one of the events.
 */
public final class WorkingMemoryLog {

    /** A checkpoint that lags further behind is not worth starting from. */
    private static final int FRESH = 250;

    private static final int PAGE = 200;
    private static final int FIRST_LOOK_BACK = 64;

    private final SessionEvents events;

    public WorkingMemoryLog(SessionStore store) {
        this(SessionEvents.of(store));
    }

    private WorkingMemoryLog(SessionEvents events) {
        this.events = events;
    }

    /** Reads within a transaction that is under way. */
    public static WorkingMemoryLog within(JdbcClient transaction) {
        return new WorkingMemoryLog(SessionEvents.within(transaction));
    }

    /**
     * The memory after event {@code asOf}; 0 is now. Empty for a session without events; an {@code asOf} beyond the
     * newest event is the newest event.
     */
    public WorkingMemory at(SessionKey session, MemorySettings settings, long asOf) {
        var newest = events.version(session);
        var end = asOf == 0 ? newest : Math.min(asOf, newest);
        var start = checkpoint(session, settings, end).orElseGet(() -> startInLog(session, settings, end));
        return fold(session, start, end);
    }

    /** The events above {@code after} up to {@code through}, oldest first. */
    public List<StoredEvent> between(SessionKey session, long after, long through) {
        var all = new ArrayList<StoredEvent>();
        var page = List.<StoredEvent>of();
        for (var last = after; last < through; last = page.getLast().sequence()) {
            page = page(session, last, through);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
        }
        return all;
    }

    /** How the agent was configured at event {@code asOf}; 0 is now. Empty before its first turn. */
    public Optional<AgentConfigured> configuredAt(SessionKey session, long asOf) {
        return newest(session, before(asOf), AgentConfigured.class)
                .map(StoredEvent::event)
                .map(AgentConfigured.class::cast);
    }

    private Optional<WorkingMemory> checkpoint(SessionKey session, MemorySettings settings, long end) {
        return events.checkpoint(session, settings.fingerprint())
                .filter(at -> at.through() <= end && end - at.through() <= FRESH)
                .map(at -> WorkingMemory.resume(settings, at, summaryAt(session, at.summarySequence())));
    }

    private Optional<MemorySummarised> summaryAt(SessionKey session, long sequence) {
        return newest(session, sequence + 1, MemorySummarised.class)
                .filter(event -> event.sequence() == sequence)
                .map(WorkingMemoryLog::summary);
    }

    private WorkingMemory startInLog(SessionKey session, MemorySettings settings, long end) {
        return settings.strategy() == Strategy.SUMMARY_BUFFER
                ? startAtSummary(session, settings, end)
                : startOfWindow(session, settings, end);
    }

    private WorkingMemory startAtSummary(SessionKey session, MemorySettings settings, long end) {
        var range = SessionRange.newestBefore(end + 1, 2).ofTypes(MemorySummarised.class);
        var summaries = events.readSession(session, range);
        if (summaries.isEmpty()) {
            return WorkingMemory.empty(settings);
        }
        var newest = summary(summaries.getFirst());
        var covered = summaries.size() == 1 ? 0 : summary(summaries.getLast()).to();
        if (!continues(newest, covered)) {
            return WorkingMemory.empty(settings);
        }
        var sequence = summaries.getFirst().sequence();
        return WorkingMemory.resume(
                settings, new Checkpoint(sequence, newest.to() + 1, sequence, 0), Optional.of(newest));
    }

    /** False for what a fold passes over; then only a fold from the first event tells what is in force. */
    private static boolean continues(MemorySummarised summary, long covered) {
        return !summary.text().isBlank() && summary.from() <= covered + 1 && summary.to() > covered;
    }

    /** Looks back twice as far until the window has dropped something, so that it is whole. */
    private WorkingMemory startOfWindow(SessionKey session, MemorySettings settings, long end) {
        var newest = Math.min(end, openTurnSince(session, end));
        for (long reach = FIRST_LOOK_BACK; reach < newest; reach *= 2) {
            var memory = fold(session, startAt(settings, newest - reach + 1), end);
            if (memory.hasDroppedMessages()) {
                return memory;
            }
        }
        return WorkingMemory.empty(settings);
    }

    private static WorkingMemory startAt(MemorySettings settings, long first) {
        return WorkingMemory.resume(settings, new Checkpoint(first - 1, first, 0, 0), Optional.empty());
    }

    /** An open turn stays in the window; its user's message stands directly before it. */
    private long openTurnSince(SessionKey session, long end) {
        return newest(session, end + 1, TurnStarted.class, TurnCompleted.class, TurnFailed.class, SessionEnded.class)
                .filter(event -> event.event() instanceof TurnStarted)
                .map(event -> event.sequence() - 1)
                .orElse(Long.MAX_VALUE);
    }

    private WorkingMemory fold(SessionKey session, WorkingMemory start, long end) {
        var memory = start;
        while (memory.through() < end) {
            var page = page(session, memory.through(), end);
            if (page.isEmpty()) {
                return memory;
            }
            for (var event : page) {
                memory = memory.with(event.sequence(), event.event());
            }
        }
        return memory;
    }

    private List<StoredEvent> page(SessionKey session, long after, long through) {
        return events.readSession(session, new SessionRange(after, through + 1, Set.of(), false, PAGE));
    }

    @SafeVarargs
    private Optional<StoredEvent> newest(SessionKey session, long before, Class<? extends SessionEvent>... types) {
        var range = SessionRange.newestBefore(before, 1).ofTypes(types);
        return events.readSession(session, range).stream().findFirst();
    }

    private static long before(long asOf) {
        return asOf == 0 ? Long.MAX_VALUE : asOf + 1;
    }

    private static MemorySummarised summary(StoredEvent event) {
        SessionEvent summary = event.event();
        return (MemorySummarised) summary;
    }
}
