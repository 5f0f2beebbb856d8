package dev.hector.store;

import dev.hector.events.SessionKey;
import dev.hector.store.EventLog.SessionRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A projection's part in a transaction that a stream feeds. Of each session exactly the next events are applied: what was
 * applied before is dropped, and what the stream lost is read from the log. To be called in this order, each of all
 * projections before the next: {@link #lockCursor}, {@link #lockSessions}, {@link #apply}.
 */
final class FeedStep {

    private static final int PAGE = 500;

    private final ProjectionStep step;
    private final ProjectionCursor cursor;
    private final StreamProgress progress;
    private long position;
    private final Map<SessionKey, Long> applied = new LinkedHashMap<>();

    FeedStep(ProjectionStep step) {
        this.step = step;
        this.cursor = new ProjectionCursor(step.name());
        this.progress = new StreamProgress(step.name());
    }

    /** Who follows the log waits for the commit; others that are fed do not. */
    void lockCursor(JdbcClient rows) {
        position = cursor.share(rows);
    }

    /** @param sessions in an order that all use */
    void lockSessions(JdbcClient rows, Collection<SessionKey> sessions) {
        sessions.forEach(session -> applied.put(session, progress.lock(rows, session, position)));
    }

    void apply(JdbcClient rows, List<StoredEvent> events) {
        var wanted = new ArrayList<StoredEvent>();
        for (var event : events) {
            var session = event.session();
            var last = applied.getOrDefault(session, 0L);
            if (event.sequence() > last) {
                fill(rows, session, last, event.sequence(), wanted);
                wanted.add(event);
                applied.put(session, event.sequence());
            }
        }
        if (!wanted.isEmpty()) {
            step.applyAll(rows, wanted).values().forEach(newest -> progress.move(rows, newest));
        }
    }

    private static void fill(JdbcClient rows, SessionKey session, long after, long before, List<StoredEvent> wanted) {
        var last = after;
        while (last < before - 1) {
            var range = new SessionRange(last, before, Set.of(), false, PAGE);
            var missing = EventRows.readSession(rows, session, range);
            if (missing.isEmpty()) {
                throw new IllegalStateException(
                        "The log has no event " + (last + 1) + " of session " + session + ", but event " + before);
            }
            wanted.addAll(missing);
            last = missing.getLast().sequence();
        }
    }
}
