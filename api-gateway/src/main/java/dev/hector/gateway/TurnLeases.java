package dev.hector.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The leases of all turns that this process runs. One sweep renews them, whatever their turns wait for meanwhile; each
 * renewal has a thread of its own, so that none waits for another.
 */
final class TurnLeases {

    /** A lease is renewed late by at most this share of the time between renewals. */
    private static final int SWEEPS_PER_RENEWAL = 10;

    private final Services services;
    private final Timings timings;
    private final Set<TurnLease> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    TurnLeases(Services services, Timings timings) {
        this.services = services;
        this.timings = timings;
    }

    /** Holds a turn that was just opened until it is {@link #release released}. */
    TurnLease hold(OpenTurn turn) {
        var lease = new TurnLease(services, turn.renewal(), timings);
        held.add(lease);
        if (begins()) {
            Thread.ofVirtual().name("leases").start(this::sweep);
        }
        return lease;
    }

    void release(TurnLease lease) {
        held.remove(lease);
    }

    private boolean begins() {
        return !sweeping.get() && sweeping.compareAndSet(false, true);
    }

    /** Goes on for as long as there is something to hold. */
    private void sweep() {
        do {
            pause();
            held.stream()
                    .filter(TurnLease::isDue)
                    .forEach(lease -> Thread.ofVirtual().name("lease").start(lease::renew));
        } while (goesOn());
    }

    private boolean goesOn() {
        if (!held.isEmpty()) {
            return true;
        }
        sweeping.set(false);
        return !held.isEmpty() && begins();
    }

    private void pause() {
        try {
            Thread.sleep(timings.renewal().dividedBy(SWEEPS_PER_RENEWAL));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        }
    }
}
