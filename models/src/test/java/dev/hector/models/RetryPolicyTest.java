package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final ModelException passing = ModelException.unavailable("failed (500)", null);

    private final RetryPolicy policy = new RetryPolicy(9, Duration.ofMillis(100), Duration.ofSeconds(1), new Random(1));

    @Test
    void waitsTwiceAsLongEachTimeGiveOrTakeTheJitter() {
        assertThat(policy.pauseAfter(1, passing, MINUTE).orElseThrow())
                .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(policy.pauseAfter(3, passing, MINUTE).orElseThrow())
                .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void neverWaitsLongerThanTheLongestPause() {
        assertThat(policy.pauseAfter(8, passing, MINUTE).orElseThrow())
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void waitsWhatTheProviderAsksFor() {
        var limited = ModelException.unavailable("limited", Duration.ofSeconds(7));

        assertThat(policy.pauseAfter(1, limited, MINUTE)).contains(Duration.ofSeconds(7));
    }

    @Test
    void givesUpWhenThePauseWouldReachTheDeadline() {
        var limited = ModelException.unavailable("limited", Duration.ofSeconds(7));

        assertThat(policy.pauseAfter(1, limited, Duration.ofSeconds(7))).isEmpty();
        assertThat(policy.pauseAfter(1, passing, Duration.ofMillis(50))).isEmpty();
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(policy.pauseAfter(9, passing, MINUTE)).isEmpty();
    }

    @Test
    void doesNotRepeatWhatWouldFailAgainOrTookTooLong() {
        assertThat(policy.pauseAfter(1, ModelException.failed("bad request"), MINUTE))
                .isEmpty();
        assertThat(policy.pauseAfter(1, ModelException.timeout("silent"), MINUTE))
                .isEmpty();
    }
}
