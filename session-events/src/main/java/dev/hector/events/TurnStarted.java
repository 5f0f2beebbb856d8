package dev.hector.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * {@code owner} runs the model for a user's message.
 *
 * @param attempt grows with every owner of the session's turns, so that a late owner can be told from the current one
 * @param leaseUntil until when the owner need not renew its lease
 */
public record TurnStarted(String turnId, String messageId, int attempt, String owner, Instant leaseUntil)
        implements SessionEvent {

    public TurnStarted {
        requireNonNull(turnId);
        requireNonNull(messageId);
        requireNonNull(owner);
        requireNonNull(leaseUntil);
    }
}
