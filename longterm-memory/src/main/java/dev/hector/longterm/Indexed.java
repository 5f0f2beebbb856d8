package dev.hector.longterm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A memory as an index takes it in.
 *
 * @param speaker a name, or else the role
 * @param vector null while it has none of the model in use
 */
@SuppressWarnings("ArrayRecordComponent")
record Indexed(
        long position,
        String sessionId,
        long sequence,
        String speaker,
        Instant occurredAt,
        String text,
        float @Nullable [] vector) {}
