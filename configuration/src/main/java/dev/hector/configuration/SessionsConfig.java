package dev.hector.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all sessions.
 *
 * @param timeout a session ends after this long without activity; null is never
 * @param maxDuration a session ends this long after its creation; null is never
 * @param busyTimeout how long a second message waits for the running turn
 */
public record SessionsConfig(
        @Nullable Duration timeout, @Nullable Duration maxDuration, Duration busyTimeout) {

    public static final SessionsConfig DEFAULT = new SessionsConfig(null, null, Duration.ofSeconds(30));
}
