package dev.hector.store.projection;

import dev.hector.events.SessionKey;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.EventRows;
import dev.hector.store.StoredEvent;
import dev.hector.store.projection.StreamProgress.Applied;
import dev.hector.store.projection.StreamProgress.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a stream brings, applied to projections within a transaction. Of each session exactly the next events are applied:
 * what was applied before or is not in the log is dropped, and what the stream lost is read from the log.
 */
final class StreamDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(StreamDelivery.class);
    private static final int PAGE = 500;

    private final JdbcClient rows;
    private final List<ProjectionStep> steps;
    private final List<StoredEvent> events;

    StreamDelivery(JdbcClient rows, Collection<ProjectionStep> steps, List<StoredEvent> brought) {
        this.rows = rows;
        this.steps = List.copyOf(steps);
        this.events = inTheLog(rows, brought);
    }

    /** A topic outlives a database that was restored or made anew, and then brings what never happened there. */
    private static List<StoredEvent> inTheLog(JdbcClient rows, List<StoredEvent> brought) {
        var ids = EventRows.idsAt(
                rows, brought.stream().map(StoredEvent::position).toList());
        var found = brought.stream()
                .filter(event -> event.eventId().equals(ids.get(event.position())))
                .toList();
        if (found.size() < brought.size()) {
            LOG.warn(
                    "The stream brought {} events that are not in the log; they are passed over",
                    brought.size() - found.size());
        }
        return found;
    }

    /** Who follows the log waits for the commit; others that feed do so only for sessions that both bring. */
    void apply() {
        if (events.isEmpty() || steps.isEmpty()) {
            return;
        }
        var cursors = ProjectionCursor.shareAll(
                rows, steps.stream().map(ProjectionStep::name).toList());
        var sessions = events.stream().map(StoredEvent::session).collect(Collectors.toUnmodifiableSet());
        var applied = StreamProgress.lock(rows, cursors, sessions);
        var newest = new ArrayList<Applied>();
        for (var step : steps) {
            step.applyAll(rows, next(step, applied))
                    .values()
                    .forEach(event -> newest.add(new Applied(step.name(), event)));
        }
        StreamProgress.move(rows, newest);
    }

    private List<StoredEvent> next(ProjectionStep step, Map<Place, Long> applied) {
        var wanted = new ArrayList<StoredEvent>();
        for (var event : events) {
            var place = new Place(step.name(), event.session());
            var last = applied.getOrDefault(place, 0L);
            if (event.sequence() > last) {
                fill(event.session(), last, event.sequence(), wanted);
                wanted.add(event);
                applied.put(place, event.sequence());
            }
        }
        return wanted;
    }

    private void fill(SessionKey session, long after, long before, List<StoredEvent> wanted) {
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
