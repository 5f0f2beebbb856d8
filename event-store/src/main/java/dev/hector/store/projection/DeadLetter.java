package dev.hector.store.projection;

import dev.hector.events.SessionKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that a projection passes over, because an event of it could not be applied.
 *
 * @param sequence of the event that could not be applied; from it on nothing is
 * @param type of this event; null when the session has no such event yet, since the one before it was discarded
 * @param reason what went wrong when it was last tried
 * @param triedAt when it was last tried; null when it is to be tried as soon as an instance looks
 */
public record DeadLetter(
        String projection,
        SessionKey session,
        long sequence,
        @Nullable String type,
        String reason,
        @Nullable Instant triedAt) {

    /** True when it is to be tried again as soon as an instance looks. */
    public boolean waiting() {
        return triedAt == null;
    }
}
