package dev.hector.store;

import dev.hector.configuration.HectorConfig;
import java.util.Collection;

/** The stores that the configuration names, and which agent uses which. */
public interface SessionStores extends AutoCloseable {

    /** The store of an agent; throws {@link UnknownAgentException} when the configuration has no such agent. */
    SessionStore forAgent(String agent);

    /** Every store that an agent uses, each once. */
    Collection<SessionStore> all();

    @Override
    void close();

    /**
     * The stores of a checked configuration; agents that name none share one in memory. Connects to none of them yet.
     * Throws {@link IllegalArgumentException} when an agent's store is missing or its driver is not in this release.
     */
    static SessionStores of(HectorConfig config) {
        return of(config, StoreWatch.NONE);
    }

    /** The same, with somebody who is told what happens in them. */
    static SessionStores of(HectorConfig config, StoreWatch watch) {
        return ConfiguredSessionStores.of(config, watch);
    }
}
