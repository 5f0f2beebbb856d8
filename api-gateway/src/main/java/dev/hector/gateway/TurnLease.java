package dev.hector.gateway;

import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final CompletableFuture<Boolean> lost = new CompletableFuture<>();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile long renewedAt = System.nanoTime();
    private boolean insisted;

    TurnLease(Services services, RenewTurnCommand renewal, Timings timings) {
        this.services = services;
        this.renewal = renewal;
        this.timings = timings;
    }

    boolean isDue() {
        return System.nanoTime() - renewedAt >= timings.renewal().toNanos();
    }

    /** Renews the lease, unless that is being tried; a store that is away for a while does not lose it. */
    void renew() {
        if (!renewing.compareAndSet(false, true)) {
            return;
        }
        var now = System.nanoTime();
        try {
            services.command(commands -> commands.renewTurn(renewal));
            renewedAt = now;
        } catch (RefusedException refused) {
            if (saysLost(refused)) {
                lost.complete(true);
            }
        } finally {
            renewing.set(false);
        }
    }

    /** Does something once the lease is lost, on whatever thread learns it. */
    void whenLost(Runnable action) {
        lost.thenRun(action);
    }

    /** @throws LostException when the lease is known to be lost */
    void requireHeld() throws LostException {
        if (lost.isDone()) {
            throw new LostException();
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
            requireHeld();
        }
    }

    /** True when something was tried more than once, so that its outcome may be of an earlier try. */
    boolean insisted() {
        return insisted;
    }

    private static void requireTransient(RefusedException refused) throws LostException {
        if (saysLost(refused)) {
            throw new LostException();
        }
        if (refused.code() != ErrorCode.STORE_UNAVAILABLE && refused.code() != ErrorCode.OVERLOADED) {
            throw refused;
        }
    }

    private static boolean saysLost(RefusedException refused) {
        return switch (refused.code()) {
            case TURN_NOT_OPEN, SESSION_ENDED, SESSION_NOT_FOUND -> true;
            default -> false;
        };
    }
}
