package dev.hector.configuration;

/** Stands for the module that these tests do not have. */
public final class LongTermMemoryForTests implements ServerModule {

    @Override
    public String artifact() {
        return LONGTERM_MEMORY;
    }

    @Override
    public Class<?> configuration() {
        return Object.class;
    }
}
