package dev.hector.client;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.hector.wire.Views.MessageView;
import dev.hector.wire.Views.SessionView;
import dev.hector.wire.Views.ToolCallView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of an exported transcript: with a role a message, without one what is to be known of a session before its
 * messages. Only the session, and for a message role and text, must be there.
 *
 * @param user whose session it is
 * @param id the message's
 * @param time when it was said
 */
@JsonPropertyOrder({"session", "user", "title", "id", "role", "text", "time", "tool_calls", "tool_call_id", "metadata"})
public record TranscriptLine(
        @JsonProperty @Nullable String session,
        @JsonProperty @Nullable String user,
        @JsonProperty @Nullable String title,
        @JsonProperty @Nullable String id,
        @JsonProperty @Nullable String role,
        @JsonProperty @Nullable String text,
        @JsonProperty @Nullable Instant time,
        @JsonProperty("tool_calls") @Nullable List<ToolCallView> toolCalls,
        @JsonProperty("tool_call_id") @Nullable String toolCallId,
        @JsonProperty @Nullable Map<String, @Nullable Object> metadata) {

    /** A session of which nothing else is known. */
    public static TranscriptLine of(String session) {
        return new TranscriptLine(session, null, null, null, null, null, null, null, null, null);
    }

    /** What is to be known of a session. */
    public static TranscriptLine of(SessionView session) {
        return new TranscriptLine(
                session.sessionId(),
                session.userId(),
                session.title(),
                null,
                null,
                null,
                null,
                null,
                null,
                sorted(session.metadata()));
    }

    /** A message of a session. */
    public static TranscriptLine of(String session, MessageView message) {
        return new TranscriptLine(
                session,
                null,
                null,
                message.messageId(),
                message.role(),
                message.content(),
                message.occurredAt(),
                message.toolCalls() == null || message.toolCalls().isEmpty() ? null : message.toolCalls(),
                message.toolCallId(),
                sorted(message.metadata()));
    }

    /** Whether it is a message; otherwise it describes its session. */
    @JsonIgnore
    public boolean isMessage() {
        return role != null;
    }

    /** The same message by another id. */
    public TranscriptLine withId(String newId) {
        return new TranscriptLine(session, user, title, newId, role, text, time, toolCalls, toolCallId, metadata);
    }

    private static @Nullable Map<String, @Nullable Object> sorted(@Nullable Map<String, @Nullable Object> metadata) {
        return metadata == null || metadata.isEmpty() ? null : new TreeMap<>(metadata);
    }
}
