package dev.hector.command.session;

import dev.hector.events.MessageAppended;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message that was stored under an idempotency key.
 *
 * @param turnId the turn it opened; null when it was stored without one
 * @param attempt of that turn, 0 without one
 * @param startedSequence of that turn, 0 without one
 */
public record IdempotencyRecord(
        String key,
        @Nullable String digest,
        String messageId,
        long sequence,
        @Nullable String turnId,
        int attempt,
        long startedSequence) {

    /** A message as it was stored, before its turn was. Throws when it has no key. */
    public static IdempotencyRecord of(MessageAppended message, long sequence) {
        var key = Objects.requireNonNull(message.key(), "a message without a key is not remembered");
        return new IdempotencyRecord(key, message.digest(), message.messageId(), sequence, message.turnId(), 0, 0);
    }

    public IdempotencyRecord opened(int newAttempt, long newStartedSequence) {
        return new IdempotencyRecord(key, digest, messageId, sequence, turnId, newAttempt, newStartedSequence);
    }

    boolean standsFor(@Nullable String otherDigest) {
        return Objects.equals(digest, otherDigest);
    }
}
