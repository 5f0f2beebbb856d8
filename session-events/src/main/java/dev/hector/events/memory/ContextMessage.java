package dev.hector.events.memory;

import dev.hector.events.Role;
import dev.hector.events.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of what a model is given.
 *
 * @param tokens size with {@link #OVERHEAD}
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
        long toSequence) {

    /** What a message costs besides its content and tool calls: role and delimiters, in tokens. */
    public static final int OVERHEAD = 4;

    public ContextMessage {
        toolCalls = List.copyOf(toolCalls);
    }

    static ContextMessage text(Role role, String content, int tokens, long from, long to) {
        return new ContextMessage(role, content, List.of(), null, tokens, from, to);
    }

    static int tokens(List<ContextMessage> messages) {
        return messages.stream().mapToInt(ContextMessage::tokens).sum();
    }

    ContextMessage with(String newContent, int newTokens) {
        return new ContextMessage(role, newContent, toolCalls, toolCallId, newTokens, fromSequence, toSequence);
    }

    /** Both as one message; only the later one may make tool calls. */
    ContextMessage mergedWith(ContextMessage later) {
        var joined = content.isEmpty() || later.content.isEmpty()
                ? content + later.content
                : content + "\n\n" + later.content;
        return new ContextMessage(
                role, joined, later.toolCalls, null, tokens + later.tokens, fromSequence, later.toSequence);
    }
}
