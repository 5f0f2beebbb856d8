package dev.hector.command;

/** What an accepted command tells its sender. */
public sealed interface Answer {

    /** There is nothing to tell but the session's version. */
    record Done() implements Answer {}

    /**
     * There is a session.
     *
     * @param created false when it was there already
     */
    record Created(boolean created) implements Answer {}

    /**
     * The message's turn.
     *
     * @param startedSequence the sequence of {@code TurnStarted}
     * @param existing true when the key named an earlier message, so that nothing was stored
     */
    record TurnOpened(String turnId, int attempt, long startedSequence, String messageId, boolean existing)
            implements Answer {}

    /**
     * The message is stored.
     *
     * @param existing true when the key named an earlier message, so that nothing was stored
     */
    record MessageStored(String messageId, long sequence, boolean existing) implements Answer {}
}
