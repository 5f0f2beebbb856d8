package dev.hector.command;

import dev.hector.events.SessionKey;
import java.time.Instant;
import java.util.Optional;

/** Who holds which open turn until when, as far as the session clock has seen the log. */
interface LeaseRows {

    /** True when there is such a turn of this owner; it is held until then. */
    boolean renew(SessionKey session, String turnId, int attempt, String owner, Instant until);

    /** Empty when there is no such turn. */
    Optional<Instant> heldUntil(SessionKey session, String turnId, int attempt);
}
