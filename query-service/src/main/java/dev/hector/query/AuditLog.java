package dev.hector.query;

import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Every event of a session as it is stored, also those that a newer release wrote. */
public final class AuditLog {

    /** How long another process's append may go unseen. */
    private static final Duration POLL = Duration.ofMillis(250);

    /** Bounds what one waiter reads while other sessions of its store are busy. */
    private static final Duration REST = Duration.ofMillis(20);

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
     * The events from a sequence on. Waits, if there are none, until one is stored, the time is over, the caller has
     * gone or this service stops; then the answer is empty. Blocks its thread, which should be a virtual one.
     *
     * @param limit 0 is {@value Paging#DEFAULT_SIZE}; at most {@value Paging#MAX_SIZE}
     * @param atMost at most a minute
     */
    public Reply<List<StoredEvent>> await(
            SessionReference reference, long from, int limit, Duration atMost, BooleanSupplier cancelled) {
        if (from < 0) {
            return Reply.invalid("from", "is a sequence: 1 or more, or 0 for the first");
        }
        if (limit < 0 || limit > Paging.MAX_SIZE) {
            return Reply.invalid("limit", "must be from 1 to " + Paging.MAX_SIZE + ", not " + limit);
        }
        if (atMost.isNegative() || atMost.compareTo(LONGEST_WAIT) > 0) {
            return Reply.invalid("wait_millis", "must be from 0 to " + LONGEST_WAIT.toMillis());
        }
        var range = SessionRange.after(Math.max(0, from - 1), limit == 0 ? Paging.DEFAULT_SIZE : limit);
        return visible.log(reference).then(log -> arrived(log, reference.session(), range, atMost, cancelled));
    }

    private static Page<StoredEvent> page(EventLog log, SessionKey session, Filter filter, Cursor cursor) {
        return cursor.page(log.readSession(session, filter.range(cursor)), StoredEvent::sequence);
    }

    private Reply<List<StoredEvent>> arrived(
            EventLog log, SessionKey session, SessionRange range, Duration atMost, BooleanSupplier cancelled) {
        var events = awaited(log, session, range, atMost, cancelled);
        return events.stream().anyMatch(VisibleSessions::isDeletion)
                ? Reply.refused(new QueryRefusal.SessionNotFound(session))
                : Reply.of(events);
    }

    private List<StoredEvent> awaited(
            EventLog log, SessionKey session, SessionRange range, Duration atMost, BooleanSupplier cancelled) {
        var appends = stores.forAgent(session.agent()).appends();
        var deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (true) {
                var seen = appends.count();
                var looked = System.nanoTime();
                var events = log.readSession(session, range);
                var left = Duration.ofNanos(deadline - System.nanoTime());
                if (!events.isEmpty() || !left.isPositive() || cancelled.getAsBoolean() || appends.isClosed()) {
                    return events;
                }
                appends.await(seen, shorter(POLL, left));
                Thread.sleep(shorter(REST.minusNanos(System.nanoTime() - looked), left));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
