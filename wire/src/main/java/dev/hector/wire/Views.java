package dev.hector.wire;

import static dev.hector.wire.Absent.orNull;
import static dev.hector.wire.Times.instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hector.events.MessageContent;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.ImportMessagesResponse;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListMessagesResponse;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.LongTermMemoryMeter;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.ToolCall;
import dev.hector.proto.v1.TurnMemory;
import dev.hector.proto.v1.TurnStartedNotice;
import dev.hector.proto.v1.Usage;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.proto.v1.WorkingMemoryMeter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON that REST answers with about sessions. */
public final class Views {

    private Views() {}

    /** A session. */
    public record SessionView(
            @Schema(example = "sess_abc123") String sessionId,
            @Schema(example = "assistant") String agent,
            @Schema(example = "anonymous") String userId,
            @Nullable String title,

            @Schema(allowableValues = {"active", "ended"}) String status,

            @Schema(allowableValues = {"completed", "idle_timeout", "max_duration"}) @Nullable
            String endReason,

            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant endedAt,
            long messageCount,
            long turnCount,

            @Schema(description = "Sequence of the newest event; also the ETag")
            long version,

            @Nullable WorkingMemoryMeterView workingMemory,
            @Nullable LongTermMemoryMeterView longtermMemory,
            Map<String, @Nullable Object> metadata) {

        public static SessionView of(Session session) {
            return new SessionView(
                    session.getSessionId(),
                    session.getAgent(),
                    session.getUserId(),
                    orNull(session.getTitle()),
                    status(session.getStatus()),
                    orNull(session.getEndReason()),
                    session.hasCreatedAt() ? instant(session.getCreatedAt()) : null,
                    session.hasUpdatedAt() ? instant(session.getUpdatedAt()) : null,
                    session.hasEndedAt() ? instant(session.getEndedAt()) : null,
                    session.getMessageCount(),
                    session.getTurnCount(),
                    session.getVersion(),
                    session.hasWorkingMemory() ? WorkingMemoryMeterView.of(session.getWorkingMemory()) : null,
                    session.hasLongtermMemory() ? LongTermMemoryMeterView.of(session.getLongtermMemory()) : null,
                    Structs.map(session.getMetadata()));
        }

        private static String status(SessionStatus status) {
            return status == SessionStatus.SESSION_STATUS_ENDED ? "ended" : "active";
        }
    }

    /** How full working memory is. */
    public record WorkingMemoryMeterView(
            @Schema(example = "summary_buffer") String strategy,
            int tokens,
            @Schema(example = "4000") int budget,

            @Schema(description = "Last event that the summary covers; 0 without one")
            long summarisedThrough) {

        public static WorkingMemoryMeterView of(WorkingMemoryMeter meter) {
            return new WorkingMemoryMeterView(
                    meter.getStrategy(), meter.getTokens(), meter.getBudget(), meter.getSummarisedThrough());
        }
    }

    /** What long-term memory holds of a session. */
    public record LongTermMemoryMeterView(
            @Schema(example = "session") String scope,
            long count,

            @Schema(description = "Of these, those that are still to be embedded")
            long waiting) {

        public static LongTermMemoryMeterView of(LongTermMemoryMeter meter) {
            return new LongTermMemoryMeterView(meter.getScope(), meter.getCount(), meter.getWaiting());
        }
    }

    /** A page of sessions. */
    public record SessionPage(
            List<SessionView> sessions,
            @JsonInclude @Nullable String nextPageToken) {

        public static SessionPage of(ListSessionsResponse page) {
            return new SessionPage(
                    page.getSessionsList().stream().map(SessionView::of).toList(), orNull(page.getNextPageToken()));
        }
    }

    /** A turn's answer, or where a message without an answer was stored. */
    public record MessageResponseView(
            @Schema(example = "sess_abc123") String sessionId,
            @Nullable String turnId,

            @Schema(description = "Id of the answer; of the stored message when respond is false")
            String messageId,

            @Nullable String response,

            @Schema(description = "The session's version after this turn")
            long sequence,

            @Nullable UsageView usage,
            @Nullable TurnMemoryView memory,
            @Nullable String model) {

        public static MessageResponseView of(MessageResponse response) {
            return new MessageResponseView(
                    response.getSessionId(),
                    orNull(response.getTurnId()),
                    response.getMessageId(),
                    orNull(response.getResponse()),
                    response.getSequence(),
                    response.hasUsage() ? UsageView.of(response.getUsage()) : null,
                    response.hasMemory() ? TurnMemoryView.of(response.getMemory()) : null,
                    orNull(response.getModel()));
        }
    }

    /** What became of imported messages. */
    public record ImportedView(
            String sessionId,
            int stored,

            @Schema(description = "How many were stored before")
            int existing,

            @Schema(description = "The sequence of the last of the messages")
            long sequence) {

        public static ImportedView of(ImportMessagesResponse response) {
            return new ImportedView(
                    response.getSessionId(), response.getStored(), response.getExisting(), response.getSequence());
        }
    }

    /** Tokens of a turn. */
    public record UsageView(int inputTokens, int outputTokens) {

        public static UsageView of(Usage usage) {
            return new UsageView(usage.getInputTokens(), usage.getOutputTokens());
        }
    }

    /** What the model was given in a turn. */
    public record TurnMemoryView(String strategy, int tokens, int budget, long summarisedThrough, int messages) {

        public static TurnMemoryView of(TurnMemory memory) {
            return new TurnMemoryView(
                    memory.getStrategy(),
                    memory.getTokens(),
                    memory.getBudget(),
                    memory.getSummarisedThrough(),
                    memory.getMessages());
        }
    }

    /** The first frame of a stream. */
    public record TurnStartedView(String sessionId, String turnId, String messageId, long sequence) {

        public static TurnStartedView of(TurnStartedNotice notice) {
            return new TurnStartedView(
                    notice.getSessionId(), notice.getTurnId(), notice.getMessageId(), notice.getSequence());
        }
    }

    /** A piece of an answer. */
    public record ChunkView(String chunk) {}

    /** A message of the transcript. */
    public record MessageView(
            String messageId,
            long sequence,

            @Schema(allowableValues = {"user", "assistant", "tool", "system", "developer"})
            String role,

            @Schema(description = "What it says as words") String content,

            @ArraySchema(
                    arraySchema = @Schema(description = "What it says, where that is more than one text"),
                    schema = @Schema(type = "object"))
            @Nullable
            MessageContent parts,

            @Nullable List<ToolCallView> toolCalls,
            @Nullable String toolCallId,
            @Nullable String turnId,
            int tokens,
            Instant occurredAt,
            Map<String, @Nullable Object> metadata) {

        public static MessageView of(Message message) {
            return new MessageView(
                    message.getMessageId(),
                    message.getSequence(),
                    message.getRole(),
                    message.getContent(),
                    message.getPartsCount() == 0 ? null : MessageParts.content(message.getPartsList()),
                    ToolCallView.of(message.getToolCallsList()),
                    orNull(message.getToolCallId()),
                    orNull(message.getTurnId()),
                    message.getTokens(),
                    instant(message.getOccurredAt()),
                    Structs.map(message.getMetadata()));
        }
    }

    /** A call that an assistant's message makes. */
    public record ToolCallView(
            String id,
            String name,

            @Schema(description = "As they were said; a JSON object as a rule")
            String arguments) {

        public static @Nullable List<ToolCallView> of(List<ToolCall> calls) {
            return calls.isEmpty()
                    ? null
                    : calls.stream()
                            .map(call -> new ToolCallView(call.getId(), call.getName(), call.getArguments()))
                            .toList();
        }
    }

    /** A page of the transcript. */
    public record MessagePage(
            List<MessageView> messages,
            @JsonInclude @Nullable String nextPageToken) {

        public static MessagePage of(ListMessagesResponse page) {
            return new MessagePage(
                    page.getMessagesList().stream().map(MessageView::of).toList(), orNull(page.getNextPageToken()));
        }
    }

    /** An event of the audit log. */
    public record EventView(
            long sequence,
            String eventId,
            @Schema(example = "MessageAppended") String type,
            int revision,
            Instant occurredAt,
            Map<String, @Nullable Object> data,
            Map<String, @Nullable Object> metadata,

            @Schema(description = "Place in the store's order of all sessions")
            long position) {

        public static EventView of(Event event) {
            return new EventView(
                    event.getSequence(),
                    event.getEventId(),
                    event.getType(),
                    event.getRevision(),
                    instant(event.getOccurredAt()),
                    Structs.map(event.getData()),
                    Structs.map(event.getMetadata()),
                    event.getPosition());
        }
    }

    /** A page of the audit log. */
    public record EventPage(
            List<EventView> events, @JsonInclude @Nullable String nextPageToken) {

        public static EventPage of(ListEventsResponse page) {
            return new EventPage(
                    page.getEventsList().stream().map(EventView::of).toList(), orNull(page.getNextPageToken()));
        }
    }

    /** Exactly what a model is given. */
    public record WorkingMemoryView(
            String sessionId,

            @Schema(description = "The last event that is part of it")
            long asOf,

            String strategy,
            int tokens,
            int budget,
            long summarisedThrough,
            List<ContextMessageView> messages,

            @Schema(description = "SHA-256 of the messages; the context_digest of a turn that was given them")
            String digest) {

        public static WorkingMemoryView of(WorkingMemory memory) {
            return new WorkingMemoryView(
                    memory.getSessionId(),
                    memory.getAsOf(),
                    memory.getStrategy(),
                    memory.getTokens(),
                    memory.getBudget(),
                    memory.getSummarisedThrough(),
                    memory.getMessagesList().stream()
                            .map(ContextMessageView::of)
                            .toList(),
                    memory.getDigest());
        }
    }

    /** A message as a model is given it. */
    public record ContextMessageView(
            @Schema(allowableValues = {"system", "user", "assistant", "tool"})
            String role,

            String content,
            @Nullable List<ToolCallView> toolCalls,
            @Nullable String toolCallId,
            int tokens,
            long fromSequence,
            long toSequence) {

        public static ContextMessageView of(ContextMessage message) {
            return new ContextMessageView(
                    message.getRole(),
                    message.getContent(),
                    ToolCallView.of(message.getToolCallsList()),
                    orNull(message.getToolCallId()),
                    message.getTokens(),
                    message.getFromSequence(),
                    message.getToSequence());
        }
    }
}
