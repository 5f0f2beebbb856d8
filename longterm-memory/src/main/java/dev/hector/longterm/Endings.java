package dev.hector.longterm;

import dev.hector.events.SessionEnded;
import dev.hector.store.StoredEvent;

/** The events after which a session says nothing more. */
final class Endings {

    private Endings() {}

    static boolean isEnd(StoredEvent event) {
        return event.is(SessionEnded.class);
    }

    /** True for the event that hides a session for good. */
    static boolean isDeletion(StoredEvent event) {
        return isEnd(event)
                && event.event() instanceof SessionEnded(var reason)
                && reason == SessionEnded.Reason.DELETED;
    }
}
