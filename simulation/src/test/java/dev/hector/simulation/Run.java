package dev.hector.simulation;

import dev.hector.gateway.RefusedException;
import dev.hector.gateway.SimulatedGateway;
import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One seed, from its first machine until nothing is left to happen. */
final class Run {

    private static final Duration BEGIN = Duration.ofSeconds(1);
    private static final Duration FAULTS_END = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    /** Longer than a lease: whoever wakes up then has lost its turn. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(15);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(25);
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(15);
    private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();

    private final Scheduler scheduler;
    private final Faults faults;
    private final Monitor monitor;
    private final Plan plan;
    private final Network network;
    private final Cluster cluster;
    private final Clients clients;
    private boolean begun;
    private long looked;

    Run(long seed, Mutant mutant, boolean tracing) {
        scheduler = new Scheduler(seed, tracing);
        VirtualTime.become(scheduler);
        faults = new Faults(scheduler, Climate.of(scheduler));
        monitor = new Monitor(scheduler, faults);
        plan = Plan.of(seed, scheduler);
        network = new Network(scheduler, faults);
        cluster = new Cluster(scheduler, faults, network, monitor, plan, mutant);
        clients = new Clients(scheduler, faults, network, cluster.gateways(), monitor);
        scheduler.trace(() -> "seed " + seed + ", " + faults.climate() + ", " + plan);
    }

    /** What was violated, if anything was. */
    Optional<String> violation() {
        given();
        while (monitor.violation().isEmpty() && !over()) {
            if (!scheduler.step()) {
                monitor.require(
                        false,
                        () -> "nothing happens any more; " + clients.waiting() + " clients wait, or a turn is open");
            }
            look();
        }
        cluster.retire();
        return monitor.violation();
    }

    private void given() {
        var gateway = cluster.gateways().getFirst();
        gateway.machine().start(() -> {
            plan.sessions().forEach(session -> insist(() -> gateway.service().create(session.sessionId())));
            plan.old().ifPresent(old -> insist(() -> gateway.service().send(Clients.request(old))));
            plan.old()
                    .filter(old -> monitor.session(old.session()).ended() == null)
                    .ifPresent(old -> cluster.givenMessagesAfter(old.session()));
            scheduler.after(BEGIN, this::begin);
        });
    }

    /** Nothing goes wrong yet, but ways may be so long that a call takes too much time. */
    private static void insist(Call call) {
        for (var done = false; !done; ) {
            try {
                call.make();
                done = true;
            } catch (RefusedException refused) {
                done = refused.refusal().code() != ErrorCode.STORE_UNAVAILABLE;
                VirtualTime.parkNanos(BEGIN.toNanos());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Call {

        void make() throws InterruptedException;
    }

    private void begin() {
        begun = true;
        faults.begin();
        clients.carryOut(plan);
        scheduler.after(FAULTS_END, faults::end);
        cluster.gateways().forEach(this::trouble);
        cluster.commands().forEach(this::trouble);
        if (scheduler.chance(faults.climate().outages())) {
            soon(() -> faults.storeLeaves(scheduler.between(Duration.ZERO, LONGEST_OUTAGE)));
        }
    }

    private void trouble(Cluster.Slot<?> slot) {
        var climate = faults.climate();
        if (scheduler.chance(climate.crashes())) {
            slot.machine().dieAfter(1 + scheduler.below(150));
        }
        if (scheduler.chance(climate.crashes())) {
            soon(() -> slot.machine().crash());
        }
        if (scheduler.chance(climate.pauses())) {
            soon(() -> {
                var least = scheduler.below(2) == 0 ? LONG_PAUSE : Duration.ZERO;
                var length = scheduler.between(least, LONGEST_PAUSE);
                faults.disturb(length);
                slot.machine().pause(length);
            });
        }
        if (slot.service() instanceof SimulatedGateway gateway && scheduler.chance(climate.crashes() / 2)) {
            var machine = slot.machine();
            soon(() -> machine.start(() -> stop(gateway, machine)));
        }
    }

    private static void stop(SimulatedGateway gateway, Machine machine) {
        try {
            gateway.drain();
            machine.crash();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void soon(Runnable trouble) {
        scheduler.after(scheduler.between(Duration.ZERO, Duration.ofSeconds(20)), trouble);
    }

    private boolean over() {
        return begun
                && clients.waiting() == 0
                && !monitor.anyTurnOpen()
                && (faults.over() || faults.climate().isKind());
    }

    private void look() {
        monitor.require(!scheduler.escaped(), () -> "a thread of the real machine takes part");
        if (scheduler.now() - looked > LOOK_EVERY) {
            looked = scheduler.now();
            monitor.overdue();
            monitor.require(
                    looked < LONGEST.toNanos(), () -> clients.waiting() + " clients wait for ever, or a turn is open");
        }
    }

    List<String> trace() {
        return scheduler.traced();
    }

    long fingerprint() {
        return scheduler.fingerprint();
    }

    long steps() {
        return scheduler.steps();
    }
}
