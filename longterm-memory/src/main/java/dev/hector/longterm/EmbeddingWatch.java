package dev.hector.longterm;

import java.time.Duration;

/** Sees how memories get their vectors; must return at once and never throws. */
public interface EmbeddingWatch {

    /** Sees nothing. */
    EmbeddingWatch NONE = new EmbeddingWatch() {};

    /** A batch of an agent's memories was given vectors. */
    default void embedded(String agent, int memories, Duration took) {}

    /** A batch was given none. */
    default void failed(String agent) {}
}
