package dev.hector.command.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a session ends by itself: after so long without activity, or so long after its creation. Null is never. */
public record Limits(@Nullable Duration idle, @Nullable Duration total) {

    /** Sessions live until they are ended. */
    public static final Limits NONE = new Limits(null, null);

    boolean idleSince(Instant lastActivity, Instant now) {
        return idle != null && !lastActivity.plus(idle).isAfter(now);
    }

    boolean tooOld(Instant createdAt, Instant now) {
        return total != null && !createdAt.plus(total).isAfter(now);
    }
}
