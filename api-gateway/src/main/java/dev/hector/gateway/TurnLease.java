package dev.hector.gateway;

import dev.hector.proto.v1.RenewTurnCommand;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Our hold on an open turn. It is kept by renewing it; what must not be lost is retried as long as a lease holds. */
final class TurnLease {

    /** Somebody else has ended the turn. */
    static final class LostException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Services services;
    private final RenewTurnCommand renewal;
    private final Timings timings;
    private long renewedAt = System.nanoTime();
    private boolean insisted;

    TurnLease(Services services, RenewTurnCommand renewal, Timings timings) {
        this.services = services;
        this.renewal = renewal;
        this.timings = timings;
    }

    Duration untilRenewal() {
        var left = timings.renewal().toNanos() - (System.nanoTime() - renewedAt);
        return Duration.ofNanos(Math.max(left, FIRST_PAUSE.toNanos()));
    }

    /** Renews the lease if it is time to; a store that is away for a while does not lose it. */
    void renewIfDue() throws LostException {
        if (System.nanoTime() - renewedAt < timings.renewal().toNanos()) {
            return;
        }
        try {
            var now = System.nanoTime();
            services.command(commands -> commands.renewTurn(renewal));
            renewedAt = now;
        } catch (RefusedException refused) {
            requireTransient(refused);
        }
    }

    /**
     * Does what must not be lost, again and again while the store is away, for as long as a lease holds. Late attempts do
     * no harm: the turn's attempt number fences them off when somebody else has ended it.
     *
     * @throws RefusedException when the store is away for longer
     */
    <T> T insist(Supplier<T> action) throws LostException, InterruptedException {
        var began = System.nanoTime();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return action.get();
            } catch (RefusedException refused) {
                requireTransient(refused);
                if (System.nanoTime() - began > timings.lease().toNanos()) {
                    throw refused;
                }
            }
            insisted = true;
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            renewIfDue();
        }
    }

    /** True when something was tried more than once, so that its outcome may be of an earlier try. */
    boolean insisted() {
        return insisted;
    }

    private static void requireTransient(RefusedException refused) throws LostException {
        switch (refused.code()) {
            case STORE_UNAVAILABLE, OVERLOADED -> {}
            case TURN_NOT_OPEN, SESSION_ENDED, SESSION_NOT_FOUND -> throw new LostException();
            default -> throw refused;
        }
    }
}
