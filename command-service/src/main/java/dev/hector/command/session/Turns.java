package dev.hector.command.session;

import dev.hector.events.MemoriesRecalled;
import dev.hector.events.TurnStarted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a session, as far as decisions need them.
 *
 * @param attempts the newest turn's attempt number; 0 before the first
 * @param open the turn that is running, if any
 * @param ended the turn that ended last, so that a repeated ending is recognised
 */
public record Turns(
        int attempts, @Nullable Open open, @Nullable Ended ended) {

    static final Turns NONE = new Turns(0, null, null);

    /**
     * The turn that is running.
     *
     * @param leaseUntil as of {@code TurnStarted}; renewals are not events
     * @param recalled true when what it recalled is recorded
     */
    public record Open(
            String turnId, int attempt, String owner, long startedSequence, Instant leaseUntil, boolean recalled) {

        Open recalling() {
            return new Open(turnId, attempt, owner, startedSequence, leaseUntil, true);
        }

        boolean named(String otherTurnId, int otherAttempt) {
            return turnId.equals(otherTurnId) && attempt == otherAttempt;
        }
    }

    /**
     * The turn that ended last.
     *
     * @param completed true with an answer, false without
     */
    public record Ended(String turnId, int attempt, boolean completed) {

        boolean named(String otherTurnId, int otherAttempt) {
            return turnId.equals(otherTurnId) && attempt == otherAttempt;
        }
    }

    Turns started(TurnStarted turn, long sequence) {
        var opened = new Open(turn.turnId(), turn.attempt(), turn.owner(), sequence, turn.leaseUntil(), false);
        return new Turns(turn.attempt(), opened, ended);
    }

    Turns recalled(MemoriesRecalled recalled) {
        return open != null && open.named(recalled.turnId(), recalled.attempt())
                ? new Turns(attempts, open.recalling(), ended)
                : this;
    }

    Turns completed(String turnId, int attempt) {
        return new Turns(attempts, null, new Ended(turnId, attempt, true));
    }

    Turns failed(String turnId, int attempt) {
        return new Turns(attempts, null, new Ended(turnId, attempt, false));
    }
}
