package dev.hector.gateway;

import java.time.Duration;

/**
 * How long things take at the edge.
 *
 * @param lease how long a turn stays ours without a sign of life
 * @param renewal how often we give one
 * @param modelGrace what a model gets beyond its own timeout before we stop waiting for it
 * @param heartbeat silence on a stream after which a comment is sent
 * @param drain how long running turns may take to end when the process stops
 */
public record Timings(Duration lease, Duration renewal, Duration modelGrace, Duration heartbeat, Duration drain) {

    public static final Timings DEFAULT = new Timings(
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30));

    /** What one call of a turn may take: whoever else answers it then, the lease still holds. */
    Duration call() {
        return lease.multipliedBy(2).dividedBy(3);
    }
}
