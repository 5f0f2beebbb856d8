package dev.hector.store;

import dev.hector.events.SessionKey;
import java.time.Instant;

/**
 * A session that a projection passes over, because an event of it could not be applied.
 *
 * @param sequence of the event that could not be applied; from it on nothing is
 * @param reason what went wrong when it was last tried
 * @param waiting true when it is to be tried again as soon as an instance looks
 */
public record DeadLetter(
        String projection, SessionKey session, long sequence, String reason, Instant parkedAt, boolean waiting) {}
