package dev.hector.gateway;

import dev.hector.configuration.LlmConfig;
import dev.hector.models.ModelAnswer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Sees how turns go; must return at once and never throws. */
@FunctionalInterface
public interface TurnWatch {

    /** Sees nothing. */
    TurnWatch NONE = _ -> new Watched() {};

    /** What is known of a turn when it begins. */
    record Turn(String agent, String session, String turn, LlmConfig llm) {}

    /** A turn begins; called on the thread of whoever asked for it. */
    Watched begun(Turn turn);

    /** One turn. */
    interface Watched {

        /** Does a part of the turn's work. */
        default void run(Runnable work) {
            work.run();
        }

        /** Does a part of the turn's work, on whatever thread. */
        default <T> T call(Callable<T> work) throws Exception {
            return work.call();
        }

        /** Recalls memories for the turn. */
        default <T> List<T> recall(Supplier<List<T>> memories) {
            return memories.get();
        }

        /** The model has answered. */
        default void answered(ModelAnswer answer) {}

        /** The turn is over; called once. The failure is one of few codes. */
        default void ended(Optional<String> failure) {}
    }
}
