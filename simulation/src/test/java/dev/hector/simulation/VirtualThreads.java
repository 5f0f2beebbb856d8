package dev.hector.simulation;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/** Virtual threads on a scheduler of our own; the JDK has them, and does not offer them yet. */
final class VirtualThreads {

    private static final Constructor<?> BUILDER = builder();

    private VirtualThreads() {}

    /** Threads that these start, and theirs, run there too. */
    static Thread.Builder.OfVirtual on(Executor scheduler) {
        try {
            return (Thread.Builder.OfVirtual) BUILDER.newInstance(scheduler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Constructor<?> builder() {
        try {
            var builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            builder.setAccessible(true);
            return builder;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Run with --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }
}
