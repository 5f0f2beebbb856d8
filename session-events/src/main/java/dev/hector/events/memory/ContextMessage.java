package dev.hector.events.memory;

import dev.hector.events.Role;
import dev.hector.events.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of what a model is given.
 *
 * @param fromSequence first event that it stands for; 0 for the instructions
 * @param toSequence last event that it stands for
 */
public record ContextMessage(
        Role role,
        String content,
        List<ToolCall> toolCalls,
        @Nullable String toolCallId,
        int tokens,
        long fromSequence,
        long toSequence) {}
