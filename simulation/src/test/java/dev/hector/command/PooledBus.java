package dev.hector.command;

import dev.hector.command.axon.AxonCommandBus;
import dev.hector.command.session.Limits;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import dev.hector.store.SwitchedStore;
import dev.hector.store.projection.ProjectionRunner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command bus that serves one machine after another: to build one takes longer than a run. No machine finds anything
 * in its cache, because each seed has sessions of its own, and within a run no bus is used twice.
 */
final class PooledBus {

    /** What threads that never end have locked is let go of now and then. */
    private static final int MOST_USES = 100;

    private static final Map<Limits, Deque<PooledBus>> FREE = new HashMap<>();

    private final SwitchedStore store = new SwitchedStore();
    private final AxonCommandBus bus;
    private final Limits limits;
    private @Nullable Machinery current;
    private int uses;

    /** What a bus belongs to for one run. */
    record Machinery(SessionStore store, SimulatedRows rows, InstantSource now) {}

    private PooledBus(Limits limits) {
        this.limits = limits;
        InstantSource now = () -> machinery().now().instant();
        var contexts =
                new DecisionContextLoader(store, new Leases(new SwitchedLeases(), new SwitchedClock(), now), limits);
        bus = new AxonCommandBus(store, contexts, now);
    }

    static PooledBus take(Limits limits, Machinery machinery) {
        var free = FREE.computeIfAbsent(limits, _ -> new ArrayDeque<>());
        var taken = free.isEmpty() ? new PooledBus(limits) : free.poll();
        taken.current = machinery;
        taken.store.become(machinery.store());
        return taken;
    }

    /** From now on all buses are new; to be called before a seed is run again. */
    static void forget() {
        FREE.clear();
    }

    SessionCommandBus bus() {
        return bus;
    }

    /** The run is over. */
    void giveBack() {
        if (++uses < MOST_USES) {
            FREE.computeIfAbsent(limits, _ -> new ArrayDeque<>()).add(this);
        } else {
            bus.close();
        }
    }

    private Machinery machinery() {
        return Objects.requireNonNull(current);
    }

    private final class SwitchedLeases implements LeaseRows {

        @Override
        public boolean renew(SessionKey session, String turnId, int attempt, String owner, Instant until) {
            return machinery().rows().renew(session, turnId, attempt, owner, until);
        }

        @Override
        public Optional<Instant> heldUntil(SessionKey session, String turnId, int attempt) {
            return machinery().rows().heldUntil(session, turnId, attempt);
        }
    }

    private final class SwitchedClock implements ProjectionRunner {

        @Override
        public void start() {
            machinery().rows().start();
        }

        @Override
        public void catchUp() {
            machinery().rows().catchUp();
        }

        @Override
        public void close() {}
    }
}
