package dev.hector.memory;

import dev.hector.events.SessionKey;

/** Sees how summaries are made; must return at once and never throws. */
@FunctionalInterface
public interface SummaryWatch {

    /** Sees nothing. */
    SummaryWatch NONE = _ -> new Watched() {};

    /** A summary that is due is begun, on this thread. */
    Watched begun(SessionKey session);

    /** One summary; closed on the thread that began it, without having been made when that failed. */
    interface Watched extends AutoCloseable {

        /** @param recorded false when another process was faster */
        default void made(String model, boolean recorded) {}

        @Override
        default void close() {}
    }
}
