package dev.hector.longterm;

import dev.hector.configuration.ServerModule;
import dev.hector.longterm.micrometer.EmbeddingMetersConfiguration;
import java.util.Optional;

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

    @Override
    public Optional<Class<?>> meters() {
        return Optional.of(EmbeddingMetersConfiguration.class);
    }
}
