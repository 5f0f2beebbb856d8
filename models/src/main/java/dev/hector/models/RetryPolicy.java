package dev.hector.models;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a request is worth repeating: up to {@code attempts} in all, after exponential back-off with equal jitter (half
 * fixed, half random), or after what the provider asked for; never past the deadline.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential Backoff And
 *     Jitter</a>
 */
record RetryPolicy(int attempts, Duration first, Duration longest, RandomGenerator random) {

    static RetryPolicy standard() {
        return new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(8), RandomGenerator.getDefault());
    }

    /** How long to wait before the next attempt; empty when there should be none. */
    Optional<Duration> pauseAfter(int attempt, ModelException failure, Duration left) {
        if (attempt >= attempts || !worthRepeating(failure)) {
            return Optional.empty();
        }
        var pause = failure.retryAfter().orElseGet(() -> backOff(attempt));
        return pause.compareTo(left) < 0 ? Optional.of(pause) : Optional.empty();
    }

    /** A provider that was silent has used up the patience that there was. */
    private static boolean worthRepeating(ModelException failure) {
        return failure.retryable() && failure.code().equals(ModelException.MODEL_FAILED);
    }

    private Duration backOff(int attempt) {
        var doubled = first.multipliedBy(1L << Math.min(attempt - 1, 20));
        var ceiling = doubled.compareTo(longest) < 0 ? doubled : longest;
        return ceiling.dividedBy(2).plusMillis(random.nextLong(ceiling.toMillis() / 2 + 1));
    }
}
