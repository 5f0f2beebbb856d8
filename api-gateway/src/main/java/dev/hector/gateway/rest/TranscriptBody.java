package dev.hector.gateway.rest;

import static dev.hector.wire.Absent.orEmpty;

import dev.hector.gateway.Refusal;
import dev.hector.gateway.RefusedException;
import dev.hector.gateway.rest.Bodies.ToolCallBody;
import dev.hector.proto.v1.ImportMessagesRequest;
import dev.hector.proto.v1.TranscriptMessage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of messages that were said elsewhere. */
@Schema(
        example = "{\"messages\": [{\"message_id\": \"m1\", \"role\": \"user\", \"message\": \"Hello\","
                + " \"occurred_at\": \"2026-01-31T12:00:00Z\"}]}")
record TranscriptBody(
        @Nullable String userId,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "1 to 500, of at most 1 MiB together; a single one may be larger")
        @Nullable
        List<@Nullable SaidBody> messages) {

    /** One of them. */
    record SaidBody(
            @Schema(description = "Client-chosen; a message whose id is stored already is not stored again") @Nullable
            String messageId,

            @Schema(allowableValues = {"user", "assistant", "tool", "system", "developer"}) @Nullable
            String role,

            @Nullable String message,

            @Schema(description = "When it was said", format = "date-time") @Nullable
            String occurredAt,

            @Schema(description = "With role assistant") @Nullable
            List<@Nullable ToolCallBody> toolCalls,

            @Schema(description = "With role tool: the call that this message answers") @Nullable
            String toolCallId,

            @Nullable Map<String, @Nullable Object> metadata) {

        private TranscriptMessage toMessage() {
            var said = TranscriptMessage.newBuilder()
                    .setMessageId(orEmpty(messageId))
                    .setRole(orEmpty(role))
                    .setMessage(orEmpty(message))
                    .addAllToolCalls(toolCalls == null ? List.of() : Bodies.calls(toolCalls))
                    .setToolCallId(orEmpty(toolCallId))
                    .setMetadata(Bodies.struct(metadata));
            if (occurredAt != null) {
                said.setOccurredAt(Bodies.time("occurred_at", occurredAt));
            }
            return said.build();
        }
    }

    ImportMessagesRequest.Builder toRequest() {
        var request = ImportMessagesRequest.newBuilder().setUserId(orEmpty(userId));
        for (var said : messages == null ? List.<@Nullable SaidBody>of() : messages) {
            request.addMessages(message(said, request.getMessagesCount()));
        }
        return request;
    }

    private static TranscriptMessage message(@Nullable SaidBody said, int place) {
        var name = "messages[" + place + "]";
        if (said == null) {
            throw Refusal.invalid(name, name + " is null.").asException();
        }
        try {
            return said.toMessage();
        } catch (RefusedException refused) {
            throw refused.refusal().within(name).asException();
        }
    }
}
