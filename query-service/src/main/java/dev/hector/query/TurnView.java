package dev.hector.query;

import dev.hector.events.MessageAppended;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.events.memory.ModelContext;

/** A turn and how it went so far. */
public record TurnView(TurnStarted started, long startedSequence, Outcome outcome) {

    /** How a turn went so far. */
    public sealed interface Outcome {

        /** Its owner is at it, or has died and the lease is not over. */
        record Open() implements Outcome {}

        /** It has its answer; {@code given} is what the model was given for it. */
        record Completed(long sequence, TurnCompleted turn, MessageAppended answer, ModelContext given)
                implements Outcome {}

        /** It ended without one. */
        record Failed(long sequence, TurnFailed turn) implements Outcome {}
    }
}
