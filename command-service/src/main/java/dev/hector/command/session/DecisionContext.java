package dev.hector.command.session;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision depends on besides the command and the session's events.
 *
 * @param now the store's clock
 * @param user who asks; null asks for any user
 * @param earlier by their keys, the messages that the log has under keys of the command and the state no longer knows
 * @param renewedUntil the open turn's lease, where it was renewed; null where it was not
 */
public record DecisionContext(
        Instant now,
        Limits limits,
        @Nullable String user,
        Map<String, IdempotencyRecord> earlier,
        @Nullable Instant renewedUntil) {

    boolean lost(Turns.Open turn) {
        return !leaseOf(turn).isAfter(now);
    }

    Instant leaseOf(Turns.Open turn) {
        return renewedUntil != null && renewedUntil.isAfter(turn.leaseUntil()) ? renewedUntil : turn.leaseUntil();
    }
}
