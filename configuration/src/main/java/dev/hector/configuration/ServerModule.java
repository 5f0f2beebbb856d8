package dev.hector.configuration;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A part of the server that a distribution may leave out. Those on the class path are found by {@link ServiceLoader}.
 */
public interface ServerModule {

    /** What {@code memory.longterm} needs. */
    String LONGTERM_MEMORY = "longterm-memory";

    /** The name of its artifact. */
    String artifact();

    /** The class of Spring's that adds its beans. */
    Class<?> configuration();

    /** The class of Spring's that adds its meters, for a server that is watched. */
    default Optional<Class<?>> meters() {
        return Optional.empty();
    }

    /** The modules that are there. */
    static List<ServerModule> present() {
        return ServiceLoader.load(ServerModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
