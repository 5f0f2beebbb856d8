package dev.hector.simulation;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls between machines. The one that calls may be left without an answer whether or not the work was done. */
final class Network {

    /** The other machine is down, or the connection broke. */
    static final class BrokenException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private final Scheduler scheduler;
    private final Faults faults;

    Network(Scheduler scheduler, Faults faults) {
        this.scheduler = scheduler;
        this.faults = faults;
    }

    /**
     * Runs the work on another machine and waits for what comes of it.
     *
     * @param mayVanish whether a call may get lost without a sign, so that only the patience ends it
     * @throws TimeoutException when the patience was not enough
     */
    <T> T call(Machine from, Weather weather, Machine to, Duration patience, boolean mayVanish, Callable<T> work)
            throws Exception {
        from.step();
        var reply = new CompletableFuture<T>();
        var lost = faults.losesCall();
        var doneFirst = lost && scheduler.below(2) == 0;
        var vanishes = lost && mayVanish && scheduler.below(2) == 0;
        scheduler.after(weather.way(), () -> {
            if (!lost) {
                deliver(weather, to, work, reply);
                return;
            }
            scheduler.trace(() -> "a call of " + from.name() + " to " + to.name() + " is lost"
                    + (doneFirst ? " on the way back" : ""));
            if (doneFirst) {
                deliver(weather, to, work, new CompletableFuture<>());
            }
            if (!vanishes) {
                breaks(weather, reply);
            }
        });
        try {
            return VirtualTime.get(reply, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            from.step();
        }
    }

    private <T> void deliver(Weather weather, Machine to, Callable<T> work, CompletableFuture<T> reply) {
        if (!to.alive()) {
            breaks(weather, reply);
            return;
        }
        Runnable death = () -> breaks(weather, reply);
        to.onDeath(death);
        to.start(() -> {
            to.step();
            Runnable answer = outcome(work, reply);
            to.step();
            to.noLongerOnDeath(death);
            scheduler.after(weather.way(), answer);
        });
    }

    private static <T> Runnable outcome(Callable<T> work, CompletableFuture<T> reply) {
        try {
            var result = work.call();
            return () -> reply.complete(result);
        } catch (Exception failure) {
            return () -> reply.completeExceptionally(failure);
        }
    }

    private void breaks(Weather weather, CompletableFuture<?> reply) {
        scheduler.after(weather.way(), () -> reply.completeExceptionally(new BrokenException()));
    }
}
