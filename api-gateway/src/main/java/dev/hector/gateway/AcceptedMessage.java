package dev.hector.gateway;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import dev.hector.configuration.AgentConfig;
import dev.hector.events.Role;
import dev.hector.proto.v1.Cause;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.ToolCall;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message whose every field was checked, ready to be stored.
 *
 * @param key the client's idempotency key; empty without one
 * @param digest SHA-256 (hex) of what the key stands for; empty without one
 * @param tokens size of content and tool calls
 */
record AcceptedMessage(
        SessionRef session,
        AgentConfig agent,
        String messageId,
        String key,
        String digest,
        Role role,
        String content,
        int tokens,
        List<ToolCall> toolCalls,
        String toolCallId,
        Struct metadata,
        Optional<Timestamp> occurredAt,
        OptionalLong ifVersion,
        Cause cause) {

    /** As a message without a turn. */
    NewMessage toNewMessage() {
        var message = NewMessage.newBuilder()
                .setMessageId(messageId)
                .setKey(key)
                .setDigest(digest)
                .setRole(role.wireName())
                .setContent(content)
                .setTokens(tokens)
                .addAllToolCalls(toolCalls)
                .setToolCallId(toolCallId)
                .setMetadata(metadata);
        occurredAt.ifPresent((Timestamp time) -> message.setOccurredAt(time));
        return message.build();
    }
}
