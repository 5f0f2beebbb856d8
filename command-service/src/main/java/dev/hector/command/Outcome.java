package dev.hector.command;

import dev.hector.command.session.Answer;
import dev.hector.command.session.CommandRefusal;

/** What became of a request; always certain, and final when it is a refusal. */
public sealed interface Outcome {

    /**
     * Its events are committed.
     *
     * @param version the session's version afterwards
     */
    record Done(Answer answer, long version) implements Outcome {}

    record Refused(CommandRefusal refusal) implements Outcome {}
}
