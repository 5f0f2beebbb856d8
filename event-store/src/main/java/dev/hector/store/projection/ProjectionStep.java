package dev.hector.store.projection;

import dev.hector.events.SessionKey;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.EventRows;
import dev.hector.store.SqlSessionStore;
import dev.hector.store.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One transaction of a projection: some events, their rows, and the cursor. */
final class ProjectionStep {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionStep.class);
    private static final int BATCH = 500;

    private final SqlSessionStore store;
    private final Projection projection;
    private final ProjectionCursor cursor;
    private final ParkedSessions parked;
    private final boolean fed;

    ProjectionStep(SqlSessionStore store, Projection projection) {
        this.store = store;
        this.projection = projection;
        this.cursor = new ProjectionCursor(projection.name());
        this.parked = new ParkedSessions(projection.name());
        this.fed = store.takesStreams();
    }

    String name() {
        return projection.name();
    }

    /** Applies the next events; answers the position reached, which is {@code head} when none are left. */
    long advance(JdbcClient rows, long head) {
        return advance(rows, head, Long.MAX_VALUE);
    }

    /** @param last no event above this position is applied */
    long advance(JdbcClient rows, long head, long last) {
        var position = cursor.lock(rows);
        var events = store.readNext(rows, position, BATCH).stream()
                .takeWhile(event -> event.position() <= last)
                .toList();
        if (events.isEmpty()) {
            return Math.max(position, head);
        }
        var reached = events.getLast().position();
        applyAll(rows, ahead(rows, events));
        cursor.move(rows, reached);
        if (fed) {
            StreamProgress.settle(rows, name(), reached);
        }
        return reached;
    }

    /** Without those that a stream has brought already. */
    private List<StoredEvent> ahead(JdbcClient rows, List<StoredEvent> events) {
        var applied = fed ? StreamProgress.ahead(rows, name()) : Map.<SessionKey, Long>of();
        return events.stream()
                .filter(event -> event.sequence() > applied.getOrDefault(event.session(), 0L))
                .toList();
    }

    /**
     * Together while all goes well, otherwise one after the other to find what must be parked. Answers the newest event of
     * each session that was applied.
     */
    Map<SessionKey, StoredEvent> applyAll(JdbcClient rows, List<StoredEvent> events) {
        if (events.isEmpty()) {
            return Map.of();
        }
        var passedOver = new HashSet<>(parked.all(rows).keySet());
        var wanted = events.stream()
                .filter(event -> !passedOver.contains(event.session()))
                .toList();
        var failure = attempt(rows, () -> projection.applyAll(rows, wanted));
        return newest(failure.isPresent() ? applyEach(rows, wanted) : wanted);
    }

    private static Map<SessionKey, StoredEvent> newest(List<StoredEvent> events) {
        return events.stream().collect(Collectors.toMap(StoredEvent::session, event -> event, (_, later) -> later));
    }

    private List<StoredEvent> applyEach(JdbcClient rows, List<StoredEvent> events) {
        var passedOver = new HashSet<SessionKey>();
        var applied = new ArrayList<StoredEvent>();
        for (var event : events) {
            if (!passedOver.contains(event.session())) {
                var failure = attempt(rows, event);
                if (failure.isPresent()) {
                    passedOver.add(event.session());
                    park(rows, event, failure.get());
                } else {
                    applied.add(event);
                }
            }
        }
        return applied;
    }

    private void park(JdbcClient rows, StoredEvent event, RuntimeException failure) {
        parked.park(rows, event, failure.toString());
        tell(event, failure);
    }

    /** What is tried again and again, to no other end than before, is told once. */
    private void parkAgain(JdbcClient rows, StoredEvent event, RuntimeException failure) {
        var known = parked.reason(rows, event.session()).equals(failure.toString());
        parked.move(rows, event.session(), event.sequence(), failure.toString());
        if (!known) {
            tell(event, failure);
        }
    }

    private void tell(StoredEvent event, RuntimeException failure) {
        LOG.warn(
                "Projection {} of store '{}' parks session {} at its event {} ({}, position {}) and tries again later:"
                        + " {}",
                projection.name(),
                store.name(),
                event.session(),
                event.sequence(),
                event.type(),
                event.position(),
                failure.toString(),
                failure);
    }

    private Optional<RuntimeException> attempt(JdbcClient rows, StoredEvent event) {
        return attempt(rows, () -> projection.apply(rows, event));
    }

    /** Undoes the work and answers why, if it failed; throws when the database is to blame. */
    private Optional<RuntimeException> attempt(JdbcClient rows, Runnable work) {
        rows.sql("SAVEPOINT projection").update();
        try {
            work.run();
            rows.sql("RELEASE SAVEPOINT projection").update();
            return Optional.empty();
        } catch (RuntimeException failure) {
            if (store.isOutage(failure)) {
                throw failure;
            }
            rows.sql("ROLLBACK TO SAVEPOINT projection").update();
            rows.sql("RELEASE SAVEPOINT projection").update();
            return Optional.of(failure);
        }
    }

    /** Applies what a parked session has missed. True when there is more of it. */
    boolean resume(JdbcClient rows, SessionKey session) {
        var position = cursor.lock(rows);
        var from = parked.all(rows).get(session);
        if (from == null) {
            return false;
        }
        var events = EventRows.readSession(rows, session, SessionRange.after(from - 1, BATCH)).stream()
                .filter(event -> event.position() <= position)
                .toList();
        return (!events.isEmpty() || isPast(rows, session, from, position)) && resume(rows, session, events);
    }

    /** Whether the cursor has come past the event to begin with, or past the session's last where there is none yet. */
    private static boolean isPast(JdbcClient rows, SessionKey session, long from, long position) {
        return EventRows.versionAt(rows, session, position) >= Math.min(from, EventRows.version(rows, session));
    }

    private boolean resume(JdbcClient rows, SessionKey session, List<StoredEvent> events) {
        for (var event : events) {
            var failure = attempt(rows, event);
            if (failure.isPresent()) {
                parkAgain(rows, event, failure.get());
                return false;
            }
        }
        if (events.size() == BATCH) {
            parked.move(rows, session, events.getLast().sequence() + 1, "being resumed");
            return true;
        }
        parked.release(rows, session);
        LOG.info("Projection {} of store '{}' goes on with session {}", projection.name(), store.name(), session);
        return false;
    }

    boolean isAskedToResume(JdbcClient rows) {
        return parked.anyAtOnce(rows);
    }

    Set<SessionKey> parked(JdbcClient rows) {
        return parked.all(rows).keySet();
    }
}
