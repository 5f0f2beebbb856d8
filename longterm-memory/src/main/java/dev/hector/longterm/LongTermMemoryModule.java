package dev.hector.longterm;

import dev.hector.configuration.ServerModule;

/** This module, for servers that have it on their class path. */
public final class LongTermMemoryModule implements ServerModule {

    @Override
    public String artifact() {
        return LONGTERM_MEMORY;
    }

    @Override
    public Class<?> configuration() {
        return LongTermMemoryConfiguration.class;
    }
}
