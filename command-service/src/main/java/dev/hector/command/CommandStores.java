package dev.hector.command;

import dev.hector.store.UnknownAgentException;

/** Where an agent's sessions are commanded. */
@FunctionalInterface
public interface CommandStores {

    /** Throws {@link UnknownAgentException} when the configuration has no such agent. */
    CommandStore forAgent(String agent);

    /** What commands the sessions of one store. */
    interface CommandStore {

        SessionCommandBus bus();

        Leases leases();
    }
}
