package dev.hector.command;

import dev.hector.command.CommandStores.CommandStore;
import dev.hector.command.PooledBus.Machinery;
import dev.hector.command.session.Limits;
import dev.hector.simulation.Mutant;
import dev.hector.store.SimulatedLog;
import dev.hector.store.SimulatedStore;

/** The command side of one machine, put together as in production, on a simulated store. */
public final class SimulatedCommands implements CommandStores, CommandStore {

    private final Leases leases;
    private final PooledBus pooled;
    private final SessionCommandBus bus;
    private final ExpirySweeper sweeper;
    private final boolean sweeping;

    public SimulatedCommands(
            SimulatedStore store, SimulatedLog log, SimulatedClock clock, Limits limits, Mutant mutant) {
        var rows = new SimulatedRows(store, clock, limits, mutant.leasesRunOut());
        var now = new StoreClock(store);
        leases = new Leases(rows, rows, now);
        pooled = PooledBus.take(limits, new Machinery(mutant.decidingOn(store), rows, now));
        bus = mutant.bus(pooled.bus(), log);
        sweeper = new ExpirySweeper("simulated", bus, rows, now);
        sweeping = mutant.sweeps();
    }

    /** To be called on a thread of the machine that is to sweep. */
    public void start() {
        if (sweeping) {
            sweeper.start();
        }
    }

    /** To be called before a seed is run again: what its machines had in memory is forgotten. */
    public static void forget() {
        PooledBus.forget();
    }

    /** The run is over: nothing of this is used again. */
    public void retire() {
        pooled.giveBack();
    }

    @Override
    public CommandStore forAgent(String agent) {
        return this;
    }

    @Override
    public SessionCommandBus bus() {
        return bus;
    }

    @Override
    public Leases leases() {
        return leases;
    }
}
