package dev.hector.events;

import static java.util.Objects.requireNonNull;

/**
 * The turn ended without an answer.
 *
 * @param code {@code model_failed}, {@code model_timeout}, {@code owner_lost}, {@code cancelled} or
 *     {@code session_ended}
 * @param detail for people; never an answer
 */
public record TurnFailed(String turnId, int attempt, String code, String detail) implements SessionEvent {

    public TurnFailed {
        requireNonNull(turnId);
        requireNonNull(code);
        requireNonNull(detail);
    }
}
