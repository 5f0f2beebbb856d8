package dev.hector.command;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a decision depends on besides the command and the session's events.
 *
 * @param now the store's clock
 * @param user who asks; null asks for any user
 * @param earlier the message that the log has under the command's key, where the state no longer knows it
 * @param renewedUntil the open turn's lease, where it was renewed; null where it was not
 */
public record Circumstances(
        Instant now,
        Limits limits,
        @Nullable String user,
        Optional<Said> earlier,
        @Nullable Instant renewedUntil) {

    boolean lost(Turns.Open turn) {
        return !leaseOf(turn).isAfter(now);
    }

    Instant leaseOf(Turns.Open turn) {
        return renewedUntil != null && renewedUntil.isAfter(turn.leaseUntil()) ? renewedUntil : turn.leaseUntil();
    }
}
