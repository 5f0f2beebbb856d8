package dev.hector.command.session;

import java.util.List;

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
     * The messages are stored.
     *
     * @param messages in the order of the command
     */
    record MessagesStored(List<MessageStored> messages) implements Answer {

        public MessagesStored {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A message is stored.
     *
     * @param existing true when the key named an earlier message, so that nothing was stored
     */
    record MessageStored(String messageId, long sequence, boolean existing) {}
}
