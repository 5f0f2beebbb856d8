package dev.hector.longterm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A memory as it is kept.
 *
 * @param position of the event that it stands for
 * @param messageId null for a summary
 * @param role {@code user}, {@code assistant} or {@code summary}
 * @param speaker who spoke, where that is known beyond the role
 */
public record StoredMemory(
        long position,
        String sessionId,
        long sequence,
        String memoryId,
        @Nullable String messageId,
        String role,
        @Nullable String speaker,
        Instant occurredAt,
        String content,
        int tokens) {}
