package dev.hector.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message was said.
 *
 * @param tokens size of content and tool calls, counted when the message was stored
 * @param toolCalls what an assistant's message asks for; empty otherwise
 * @param toolCallId which call a tool's message answers
 * @param turnId the turn it belongs to; null for a message that was stored without running the model
 * @param key the client's idempotency key
 * @param digest SHA-256 (hex) of what the key stands for
 * @param saidAt when it was said, where that differs from when it was stored
 */
public record MessageAppended(
        String messageId,
        Role role,
        MessageContent content,
        int tokens,
        List<ToolCall> toolCalls,
        @Nullable String toolCallId,
        @Nullable String turnId,
        @Nullable String key,
        @Nullable String digest,
        @Nullable Instant saidAt,
        Map<String, Object> metadata)
        implements SessionEvent {

    public MessageAppended {
        requireNonNull(messageId);
        requireNonNull(role);
        requireNonNull(content);
        toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
        metadata = JsonObjects.copyOf(metadata);
    }

    /** A message of plain text. */
    public MessageAppended(
            String messageId,
            Role role,
            String text,
            int tokens,
            List<ToolCall> toolCalls,
            @Nullable String toolCallId,
            @Nullable String turnId,
            @Nullable String key,
            @Nullable String digest,
            @Nullable Instant saidAt,
            Map<String, Object> metadata) {
        this(
                messageId,
                role,
                MessageContent.of(text),
                tokens,
                toolCalls,
                toolCallId,
                turnId,
                key,
                digest,
                saidAt,
                metadata);
    }

    /** What it says as words. */
    public String text() {
        return content.text();
    }
}
