package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.StoredEvent;
import dev.hector.wire.QueryRefusal;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Every event of a session as it is stored, also those that a newer release wrote. */
public final class AuditLog {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /**
     * Which events are wanted.
     *
     * @param after only sequences above; 0 is no limit
     * @param before only sequences below; 0 is no limit
     * @param types event type names; empty is all
     */
    public record Filter(long after, long before, Set<String> types) {

        /** Every event. */
        public static final Filter ALL = new Filter(0, 0, Set.of());

        SessionRange range(Cursor cursor) {
            var above = Math.max(after, cursor.after());
            var below = Math.min(before == 0 ? Long.MAX_VALUE : before, cursor.before());
            return new SessionRange(above, below, types, cursor.descending(), cursor.limit());
        }

        private List<Object> scope() {
            return List.of(after, before, types.stream().sorted().toList());
        }
    }

    private final FollowedStores stores;
    private final VisibleSessions visible;

    AuditLog(FollowedStores stores, VisibleSessions visible) {
        this.stores = stores;
        this.visible = visible;
    }

    /** A session's events by sequence, oldest first unless asked otherwise. */
    public Reply<Page<StoredEvent>> find(SessionReference reference, Filter filter, Paging paging) {
        if (filter.after() < 0 || filter.before() < 0) {
            return Reply.invalid(
                    filter.after() < 0 ? "after" : "before", "is a sequence: 1 or more, or 0 for no limit");
        }
        return visible.log(reference)
                .then(log -> paging.cursor("asc", "events", reference.session(), filter.scope())
                        .map(cursor -> page(log, reference.session(), filter, cursor)));
    }

    /**
     * The events from a sequence on. Waits, if there are none, until one is stored, the wait is over or this service
     * stops; then the answer is empty. Blocks its thread, which should be a virtual one.
     *
     * @param limit 0 is {@value Paging#DEFAULT_SIZE}; at most {@value Paging#MAX_SIZE}
     * @param wait at most a minute
     */
    public Reply<List<StoredEvent>> await(SessionReference reference, long from, int limit, Wait wait) {
        if (from < 0) {
            return Reply.invalid("from", "is a sequence: 1 or more, or 0 for the first");
        }
        if (limit < 0 || limit > Paging.MAX_SIZE) {
            return Reply.invalid("limit", "must be from 1 to " + Paging.MAX_SIZE + ", not " + limit);
        }
        if (wait.atMost().isNegative() || wait.atMost().compareTo(LONGEST_WAIT) > 0) {
            return Reply.invalid("wait_millis", "must be from 0 to " + LONGEST_WAIT.toMillis());
        }
        var range = SessionRange.after(Math.max(0, from - 1), limit == 0 ? Paging.DEFAULT_SIZE : limit);
        var news = stores.forAgent(reference.session().agent()).news();
        var followed = news.follow(reference.session());
        followed.add(wait);
        try {
            return awaited(reference, range, followed, news, wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Reply.of(List.of());
        } finally {
            followed.remove(wait);
        }
    }

    private static Page<StoredEvent> page(EventLog log, SessionKey session, Filter filter, Cursor cursor) {
        return cursor.page(log.readSession(session, filter.range(cursor)), StoredEvent::sequence);
    }

    private Reply<List<StoredEvent>> awaited(
            SessionReference reference, SessionRange range, Followed followed, SessionNews news, Wait wait)
            throws InterruptedException {
        while (true) {
            if (!followed.hasNothingAbove(range.after(), reference)) {
                var found = visible.log(reference).then(log -> arrived(log, reference.session(), range));
                if (!(found instanceof Reply.Answer<List<StoredEvent>>(var events)) || !events.isEmpty()) {
                    return found;
                }
                followed.foundNothingAbove(range.after(), reference);
            }
            if (wait.isOver() || news.isClosed()) {
                return Reply.of(List.of());
            }
            wait.untilWoken();
        }
    }

    private static Reply<List<StoredEvent>> arrived(EventLog log, SessionKey session, SessionRange range) {
        var events = log.readSession(session, range);
        return events.stream().anyMatch(VisibleSessions::isDeletion)
                ? Reply.refused(new QueryRefusal.SessionNotFound(session))
                : Reply.of(events);
    }
}
