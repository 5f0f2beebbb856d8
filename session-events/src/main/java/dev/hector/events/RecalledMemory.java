package dev.hector.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a memory that a turn recalled is from. Its text stays in its source, so that deleting the source takes it along.
 *
 * @param sessionId the session of the same tenant and agent that it was said in
 * @param sequence the event of that session that holds it
 * @param role {@code user}, {@code assistant} or {@code summary}
 * @param speaker who spoke, where that is known beyond the role
 * @param occurredAt when it was said
 * @param score how well it answered the question, from 0 to 1
 */
public record RecalledMemory(
        String memoryId,
        String sessionId,
        long sequence,
        String role,
        @Nullable String speaker,
        Instant occurredAt,
        double score) {

    public RecalledMemory {
        requireNonNull(memoryId);
        requireNonNull(sessionId);
        requireNonNull(role);
        requireNonNull(occurredAt);
    }
}
