package dev.hector.simulation;

import dev.hector.command.SessionCommandBus;
import dev.hector.store.SessionStore;
import dev.hector.store.SimulatedLog;
import dev.hector.store.SimulatedStore;

/** A way in which the product could be wrong. This one changes nothing. */
public interface Mutant {

    /** The product as it is. */
    Mutant NONE = new Mutant() {};

    /** Whether lost turns and expired sessions are looked for. */
    default boolean sweeps() {
        return true;
    }

    /** Whether a lease that was once renewed ever runs out. */
    default boolean leasesRunOut() {
        return true;
    }

    /** A machine's way to the store. */
    default SimulatedStore store(SimulatedLog log, Weather weather) {
        return new SimulatedStore(log, weather);
    }

    /** What the command bus takes for the store. */
    default SessionStore decidingOn(SimulatedStore store) {
        return store;
    }

    default SessionCommandBus bus(SessionCommandBus bus, SimulatedLog log) {
        return bus;
    }

    /** A gateway's way to its services. */
    default SimulatedChannel.Carrier carrier(SimulatedChannel.Carrier carrier) {
        return carrier;
    }
}
