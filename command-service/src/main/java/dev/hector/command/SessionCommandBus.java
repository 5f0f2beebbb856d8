package dev.hector.command;

/** Carries requests to the sessions of one store, one at a time per session, over all processes. */
public interface SessionCommandBus {

    /**
     * Decides on the session as it is now and commits what happened.
     *
     * @throws dev.hector.store.StoreUnavailableException when the store cannot be reached; nothing is half-done
     * @throws dev.hector.events.UnknownEventException when a newer release wrote to this session
     */
    Outcome submit(Request request);
}
