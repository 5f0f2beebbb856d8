package dev.hector.gateway.rest;

import static dev.hector.wire.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import dev.hector.events.DataPart;
import dev.hector.events.MediaPart;
import dev.hector.events.MessageContent;
import dev.hector.events.MessagePart;
import dev.hector.events.TextPart;
import dev.hector.gateway.Checks;
import dev.hector.gateway.Refusal;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.Part;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.ToolCall;
import dev.hector.wire.InexactNumberException;
import dev.hector.wire.MessageParts;
import dev.hector.wire.Structs;
import dev.hector.wire.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The JSON that REST accepts. */
final class Bodies {

    private Bodies() {}

    /** A new session; every field is optional. */
    @Schema(example = "{\"session_id\": \"my-session\"}")
    record NewSession(
            @Schema(example = "my-session", pattern = "[A-Za-z0-9._:-]{1,128}") @Nullable
            String sessionId,

            @Nullable String userId,
            @Schema(maxLength = 256) @Nullable String title,

            @Schema(description = "Any JSON object of at most 16 KiB") @Nullable
            Map<String, @Nullable Object> metadata) {

        static final NewSession EMPTY = new NewSession(null, null, null, null);

        CreateSessionRequest.Builder toRequest(String agent) {
            return CreateSessionRequest.newBuilder()
                    .setAgent(agent)
                    .setSessionId(orEmpty(sessionId))
                    .setUserId(orEmpty(userId))
                    .setTitle(orEmpty(title))
                    .setMetadata(struct(metadata));
        }
    }

    /** Who asks, where a request has nothing else to say. */
    @Schema(example = "{}")
    record Asking(@Nullable String userId) {

        static final Asking UNNAMED = new Asking(null);

        String user() {
            return orEmpty(userId);
        }
    }

    /** A message. */
    @Schema(example = "{\"message\": \"Hello, remember me?\"}")
    record NewMessage(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            MessageBody message,

            @Schema(description = "Client-chosen id; repeating it answers with the original turn") @Nullable
            String messageId,

            @Nullable String userId,
            @Nullable Map<String, @Nullable Object> metadata,

            @Schema(description = "false stores the message and runs no model", defaultValue = "true") @Nullable
            Boolean respond,

            @Schema(
                    description = "With respond false",
                    allowableValues = {"user", "assistant", "tool", "system", "developer"})
            @Nullable
            String role,

            @Schema(description = "With respond false: when it was said", format = "date-time") @Nullable
            String occurredAt,

            @Schema(description = "With role assistant") @Nullable
            List<ToolCallBody> toolCalls,

            @Schema(description = "With role tool: the call that this message answers") @Nullable
            String toolCallId) {

        SendMessageRequest.Builder toRequest() {
            var said = message == null ? MessageBody.NONE : message;
            var request = SendMessageRequest.newBuilder()
                    .setMessage(said.text())
                    .addAllParts(said.parts())
                    .setMessageId(same("message_id", orEmpty(messageId), said.messageId()))
                    .setUserId(orEmpty(userId))
                    .setRole(same("role", orEmpty(role), said.role()))
                    .setMetadata(struct(metadata == null ? said.metadata() : metadata))
                    .addAllToolCalls(toolCalls == null ? List.of() : calls(toolCalls))
                    .setToolCallId(orEmpty(toolCallId));
            if (respond != null) {
                request.setRespond(respond);
            }
            if (occurredAt != null) {
                request.setOccurredAt(time("occurred_at", occurredAt));
            }
            return request;
        }

        private static String same(String field, String outer, String inner) {
            Checks.require(
                    outer.isEmpty() || inner.isEmpty() || outer.equals(inner),
                    field,
                    field + " is given twice and differs: beside the message and in it.");
            return outer.isEmpty() ? inner : outer;
        }
    }

    /** A call that an imported message of an assistant makes. */
    record ToolCallBody(
            @Nullable String id,
            @Nullable String name,
            @Nullable String arguments) {

        ToolCall toCall() {
            return ToolCall.newBuilder()
                    .setId(orEmpty(id))
                    .setName(orEmpty(name))
                    .setArguments(arguments == null ? "{}" : arguments)
                    .build();
        }
    }

    /** What was said, however it was written. */
    @Schema(
            description = "Text, or an A2A message object",
            oneOf = {String.class, A2aMessage.class})
    @JsonDeserialize(using = MessageBodyReader.class)
    record MessageBody(
            String text, List<Part> parts, String messageId, String role, Map<String, @Nullable Object> metadata) {

        static final MessageBody NONE = ofText("");

        static MessageBody ofText(String text) {
            return new MessageBody(text, List.of(), "", "", Map.of());
        }
    }

    /** A message object of the A2A protocol, whose parts are text, data or files by their address. */
    record A2aMessage(
            @JsonAlias("messageId") @Nullable String messageId,

            @Schema(allowableValues = {"user", "agent"}) @Nullable
            String role,

            @Nullable List<@Nullable A2aPart> parts,

            @Schema(hidden = true) @Nullable String kind,

            @JsonAlias("contextId") @Schema(hidden = true) @Nullable
            String contextId,

            @JsonAlias("taskId") @Schema(hidden = true) @Nullable
            String taskId,

            @Nullable Map<String, @Nullable Object> metadata) {

        MessageBody toBody() {
            var said = MessageContent.of(A2aPart.toParts(parts).toArray(MessagePart[]::new));
            var isText = said.parts().stream().allMatch(TextPart.class::isInstance);
            return new MessageBody(
                    isText ? said.text() : "",
                    isText ? List.of() : MessageParts.of(said),
                    orEmpty(messageId),
                    ownRole(),
                    metadata == null ? Map.of() : metadata);
        }

        private String ownRole() {
            return switch (orEmpty(role)) {
                case "ROLE_USER" -> "user";
                case "agent", "ROLE_AGENT" -> "assistant";
                default -> orEmpty(role);
            };
        }
    }

    /** A part of an A2A message, as its releases 0.3 and 1.0 have it. */
    record A2aPart(
            @Nullable String text,

            @Schema(type = "object", description = "Any JSON value") @Nullable
            JsonNode data,

            @Nullable A2aFile file,
            @Nullable String url,
            @JsonAlias("mediaType") @Nullable String mediaType,
            @Nullable String filename,

            @Schema(hidden = true) @Nullable String kind,

            @Schema(hidden = true) @Nullable Map<String, @Nullable Object> metadata) {

        static List<MessagePart> toParts(@Nullable List<@Nullable A2aPart> parts) {
            if (parts == null || parts.isEmpty()) {
                throw Refusal.invalid("message.parts", "message.parts has at least one part.")
                        .asException();
            }
            return parts.stream().map(A2aPart::part).toList();
        }

        private static MessagePart part(@Nullable A2aPart part) {
            var said = part == null ? List.<MessagePart>of() : part.said();
            if (said.size() != 1) {
                throw Refusal.invalid(
                                "message.parts", "Every part of the message has a text, data or a file's address.")
                        .asException();
            }
            return said.getFirst();
        }

        private List<MessagePart> said() {
            var said = new ArrayList<MessagePart>();
            if (text != null) {
                said.add(new TextPart(text));
            }
            if (data != null) {
                said.add(data(data));
            }
            if (url != null) {
                said.add(media(mediaType, filename, url));
            }
            if (file != null && file.uri() != null) {
                said.add(media(file.mimeType(), file.name(), file.uri()));
            }
            return said;
        }

        private static DataPart data(JsonNode data) {
            try {
                return new DataPart(data.toString());
            } catch (IllegalArgumentException _) {
                throw Refusal.invalid("message.parts", "data is nested deeper than " + DataPart.MOST_DEPTH + " levels.")
                        .asException();
            }
        }

        private static MediaPart media(@Nullable String type, @Nullable String name, String url) {
            return new MediaPart(kind(orEmpty(type)), type, name, new MediaPart.Url(url));
        }

        private static MediaPart.Kind kind(String type) {
            if (type.startsWith("image/")) {
                return MediaPart.Kind.IMAGE;
            }
            return type.startsWith("audio/") ? MediaPart.Kind.AUDIO : MediaPart.Kind.FILE;
        }
    }

    /** A file as A2A 0.3 has it, by its address. */
    record A2aFile(
            @Nullable String uri,
            @JsonAlias("mimeType") @Nullable String mimeType,
            @Nullable String name) {}

    static final class MessageBodyReader extends ValueDeserializer<MessageBody> {

        @Override
        public MessageBody deserialize(JsonParser parser, DeserializationContext context) {
            return switch (parser.currentToken()) {
                case JsonToken.VALUE_STRING -> MessageBody.ofText(parser.getString());
                case JsonToken.START_OBJECT ->
                    context.readValue(parser, A2aMessage.class).toBody();
                default ->
                    throw Refusal.invalid("message", "message is text, or an A2A message object.")
                            .asException();
            };
        }
    }

    static List<ToolCall> calls(List<@Nullable ToolCallBody> bodies) {
        Checks.require(
                bodies.stream().allMatch(Objects::nonNull), "tool_calls", "Every one of tool_calls is an object.");
        return bodies.stream()
                .filter(Objects::nonNull)
                .map(ToolCallBody::toCall)
                .toList();
    }

    static Timestamp time(String field, String text) {
        try {
            return Times.timestamp(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            throw Refusal.invalid(field, field + " is a time such as 2026-01-31T12:00:00Z.")
                    .asException();
        }
    }

    static Struct struct(@Nullable Map<String, @Nullable Object> map) {
        try {
            return map == null ? Struct.getDefaultInstance() : Structs.exact("metadata", map);
        } catch (InexactNumberException inexact) {
            throw Refusal.invalid(inexact.path(), String.valueOf(inexact.getMessage()))
                    .asException();
        }
    }
}
