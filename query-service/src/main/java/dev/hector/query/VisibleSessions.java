package dev.hector.query;

import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.StoredEvent;
import dev.hector.wire.QueryRefusal;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import java.util.Optional;

/**
 * Who may see which session. Right at once, however late the catalogue is: what its row has not seen is read from the
 * session's own events.
 */
final class VisibleSessions {

    private static final int PAGE = 500;

    private final FollowedStores stores;

    VisibleSessions(FollowedStores stores) {
        this.stores = stores;
    }

    /** The session's entry as of now; throws when a newer release wrote one of its events. */
    Reply<CatalogueEntry> entry(SessionReference reference) {
        var session = reference.session();
        var store = stores.forAgent(session.agent());
        return visible(current(store, session).filter(entry -> reference.mayBeOf(entry.userId())), session);
    }

    /** The log of the session's store, if the session may be seen; needs no event to be of a known type. */
    Reply<EventLog> log(SessionReference reference) {
        var session = reference.session();
        var store = stores.forAgent(session.agent());
        var owner = owner(store, session).filter(reference::mayBeOf);
        return visible(owner.map(_ -> store.store().log()), session);
    }

    /** True for the event that hides a session for good. */
    static boolean isDeletion(StoredEvent event) {
        return event.is(SessionEnded.class)
                && event.event() instanceof SessionEnded(var reason)
                && reason == SessionEnded.Reason.DELETED;
    }

    private static <T> Reply<T> visible(Optional<T> found, SessionKey session) {
        return found.map(Reply::of).orElseGet(() -> Reply.refused(new QueryRefusal.SessionNotFound(session)));
    }

    private static Optional<CatalogueEntry> current(FollowedStore store, SessionKey session) {
        var row = row(store, session);
        if (row.isEmpty() && newestIsDeletion(store, session)) {
            return row;
        }
        return withUnseenEvents(store.store().log(), session, row);
    }

    private static Optional<CatalogueEntry> withUnseenEvents(
            EventLog log, SessionKey session, Optional<CatalogueEntry> row) {
        var entry = row;
        var through = row.map(CatalogueEntry::version).orElse(0L);
        while (true) {
            var unseen = log.readSession(session, SessionRange.after(through, PAGE));
            for (var event : unseen) {
                entry = CatalogueEntry.evolve(entry, event);
            }
            if (unseen.size() < PAGE) {
                return entry;
            }
            through = unseen.getLast().sequence();
        }
    }

    private static Optional<String> owner(FollowedStore store, SessionKey session) {
        var row = row(store, session);
        if (row.isEmpty() && newestIsDeletion(store, session)) {
            return Optional.empty();
        }
        var owner = row.map(CatalogueEntry::userId);
        var unseen = SessionRange.after(row.map(CatalogueEntry::version).orElse(0L), PAGE)
                .ofTypes(SessionCreated.class, SessionEnded.class);
        for (var event : store.store().log().readSession(session, unseen)) {
            owner = event.event() instanceof SessionCreated created ? Optional.of(created.userId()) : owner;
            owner = isDeletion(event) ? Optional.empty() : owner;
        }
        return owner;
    }

    private static Optional<CatalogueEntry> row(FollowedStore store, SessionKey session) {
        return store.store().read(rows -> store.rows().find(rows, session));
    }

    /** Spares reading a whole deleted session to learn that it is deleted. */
    private static boolean newestIsDeletion(FollowedStore store, SessionKey session) {
        return store.store().log().readSession(session, SessionRange.newestBefore(Long.MAX_VALUE, 1)).stream()
                .anyMatch(VisibleSessions::isDeletion);
    }
}
