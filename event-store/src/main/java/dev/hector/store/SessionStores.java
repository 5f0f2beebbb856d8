package dev.hector.store;

import java.util.Collection;

/** The stores that the configuration names, and which agent uses which. */
public interface SessionStores extends AutoCloseable {

    /** The store of an agent; throws {@link UnknownAgentException} when the configuration has no such agent. */
    SessionStore forAgent(String agent);

    /** Every store that an agent uses, each once. */
    Collection<SessionStore> all();

    @Override
    void close();
}
