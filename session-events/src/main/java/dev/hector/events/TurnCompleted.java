package dev.hector.events;

import static java.util.Objects.requireNonNull;

/**
 * The turn's answer is stored.
 *
 * @param messageId the answer
 * @param contextThrough the model was given the working memory as of this sequence
 * @param contextTokens its size
 * @param contextDigest SHA-256 (hex) of its canonical JSON
 */
public record TurnCompleted(
        String turnId,
        String messageId,
        int attempt,
        String model,
        String finishReason,
        Usage usage,
        long contextThrough,
        int contextTokens,
        String contextDigest)
        implements SessionEvent {

    public TurnCompleted {
        requireNonNull(turnId);
        requireNonNull(messageId);
        requireNonNull(model);
        requireNonNull(finishReason);
        requireNonNull(usage);
        requireNonNull(contextDigest);
    }
}
