package dev.hector.cli;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.ImportMessagesResponse;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListMessagesResponse;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SearchHit;
import dev.hector.proto.v1.SearchResponse;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.TranscriptMessage;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.proto.v1.WorkingMemoryMeter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Views of what {@code A2AService} answers. */
final class GrpcViews {

    private static final double LARGEST_EXACT = 0x1p53;

    private GrpcViews() {}

    static Views.Session session(dev.hector.proto.v1.Session session) {
        return new Views.Session(
                session.getSessionId(),
                session.getAgent(),
                session.getUserId(),
                orNull(session.getTitle()),
                session.getStatus() == SessionStatus.SESSION_STATUS_ENDED ? "ended" : "active",
                orNull(session.getEndReason()),
                session.hasCreatedAt() ? instant(session.getCreatedAt()) : null,
                session.hasUpdatedAt() ? instant(session.getUpdatedAt()) : null,
                session.hasEndedAt() ? instant(session.getEndedAt()) : null,
                session.getMessageCount(),
                session.getTurnCount(),
                session.getVersion(),
                session.hasWorkingMemory() ? meter(session.getWorkingMemory()) : null,
                map(session.getMetadata()));
    }

    private static Views.Meter meter(WorkingMemoryMeter meter) {
        return new Views.Meter(meter.getStrategy(), meter.getTokens(), meter.getBudget(), meter.getSummarisedThrough());
    }

    static Views.SessionPage sessions(ListSessionsResponse page) {
        return new Views.SessionPage(
                page.getSessionsList().stream().map(GrpcViews::session).toList(), orNull(page.getNextPageToken()));
    }

    static Views.Answer answer(MessageResponse response) {
        return new Views.Answer(
                response.getSessionId(),
                orNull(response.getTurnId()),
                orNull(response.getMessageId()),
                response.getResponse(),
                response.getSequence(),
                response.hasUsage() ? usage(response.getUsage()) : null,
                response.hasMemory() ? memory(response.getMemory()) : null,
                orNull(response.getModel()));
    }

    private static Views.Usage usage(dev.hector.proto.v1.Usage usage) {
        return new Views.Usage(usage.getInputTokens(), usage.getOutputTokens());
    }

    private static Views.TurnMemory memory(dev.hector.proto.v1.TurnMemory memory) {
        return new Views.TurnMemory(
                memory.getStrategy(),
                memory.getTokens(),
                memory.getBudget(),
                memory.getSummarisedThrough(),
                memory.getMessages());
    }

    static Views.EventPage events(ListEventsResponse page) {
        return new Views.EventPage(
                page.getEventsList().stream().map(GrpcViews::event).toList(), orNull(page.getNextPageToken()));
    }

    static Views.Event event(dev.hector.proto.v1.Event event) {
        return new Views.Event(
                event.getSequence(),
                event.getEventId(),
                event.getType(),
                event.getRevision(),
                instant(event.getOccurredAt()),
                map(event.getData()),
                map(event.getMetadata()),
                event.getPosition());
    }

    static Views.Memory workingMemory(WorkingMemory memory) {
        return new Views.Memory(
                memory.getSessionId(),
                memory.getAsOf(),
                memory.getStrategy(),
                memory.getTokens(),
                memory.getBudget(),
                memory.getSummarisedThrough(),
                memory.getMessagesList().stream().map(GrpcViews::message).toList(),
                orNull(memory.getDigest()));
    }

    private static Views.MemoryMessage message(ContextMessage message) {
        return new Views.MemoryMessage(
                message.getRole(),
                message.getContent(),
                message.getTokens(),
                message.getFromSequence(),
                message.getToSequence());
    }

    static Views.MessagePage messages(ListMessagesResponse page) {
        return new Views.MessagePage(
                page.getMessagesList().stream()
                        .map(GrpcViews::transcriptMessage)
                        .toList(),
                orNull(page.getNextPageToken()));
    }

    private static Views.Message transcriptMessage(Message message) {
        return new Views.Message(
                message.getMessageId(),
                message.getSequence(),
                message.getRole(),
                message.getContent(),
                message.getToolCallsList().stream()
                        .map(call -> new Views.ToolCall(call.getId(), call.getName(), call.getArguments()))
                        .toList(),
                orNull(message.getToolCallId()),
                orNull(message.getTurnId()),
                message.getTokens(),
                instant(message.getOccurredAt()),
                map(message.getMetadata()));
    }

    static Views.SearchPage hits(SearchResponse page) {
        return new Views.SearchPage(
                page.getHitsList().stream().map(GrpcViews::hit).toList(), orNull(page.getNextPageToken()));
    }

    private static Views.SearchHit hit(SearchHit hit) {
        return new Views.SearchHit(
                hit.getKind(),
                hit.getSessionId(),
                orNull(hit.getTitle()),
                hit.getSequence(),
                orNull(hit.getMessageId()),
                hit.getRole(),
                instant(hit.getOccurredAt()),
                hit.getScore(),
                hit.getSnippet(),
                hit.getHighlightsList().stream()
                        .map(part -> new Views.Highlight(part.getStart(), part.getEnd()))
                        .toList());
    }

    static Views.Recalled recalled(RecallResponse recalled) {
        return new Views.Recalled(
                recalled.getMemoriesList().stream().map(GrpcViews::memory).toList());
    }

    private static Views.RecalledMemory memory(Memory memory) {
        var source = memory.getSource();
        var match = memory.getMatch();
        return new Views.RecalledMemory(
                memory.getMemoryId(),
                memory.getContent(),
                memory.getScore(),
                new Views.MemorySource(
                        source.getSessionId(),
                        source.getSequence(),
                        orNull(source.getMessageId()),
                        source.getRole(),
                        orNull(source.getSpeaker()),
                        instant(source.getOccurredAt())),
                new Views.MemoryMatch(
                        match.hasSimilarity() ? match.getSimilarity() : null,
                        List.copyOf(match.getTermsList()),
                        match.getNeighbours()));
    }

    /** A message that no model is to answer. */
    static Views.Imported imported(ImportMessagesResponse response) {
        return new Views.Imported(
                response.getSessionId(), response.getStored(), response.getExisting(), response.getSequence());
    }

    static TranscriptMessage said(TranscriptLine message) {
        var request = TranscriptMessage.newBuilder()
                .setMessage(Objects.requireNonNullElse(message.text(), ""))
                .setMessageId(Objects.requireNonNullElse(message.id(), ""))
                .setRole(Objects.requireNonNullElse(message.role(), ""))
                .setToolCallId(Objects.requireNonNullElse(message.toolCallId(), ""))
                .setMetadata(struct(message.metadata()));
        if (message.time() != null) {
            request.setOccurredAt(timestamp(message.time()));
        }
        if (message.toolCalls() != null) {
            message.toolCalls()
                    .forEach(call -> request.addToolCallsBuilder()
                            .setId(call.id())
                            .setName(call.name())
                            .setArguments(call.arguments()));
        }
        return request.build();
    }

    static Struct struct(@Nullable Map<String, @Nullable Object> map) {
        var struct = Struct.newBuilder();
        if (map != null) {
            map.forEach((name, object) -> struct.putFields(name, value(object)));
        }
        return struct.build();
    }

    private static Value value(@Nullable Object object) {
        return switch (object) {
            case null -> Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
            case Boolean truth -> Value.newBuilder().setBoolValue(truth).build();
            case Number number ->
                Value.newBuilder().setNumberValue(number.doubleValue()).build();
            case Map<?, ?> map -> Value.newBuilder().setStructValue(fields(map)).build();
            case Collection<?> items ->
                Value.newBuilder().setListValue(list(items)).build();
            default -> Value.newBuilder().setStringValue(object.toString()).build();
        };
    }

    private static Struct fields(Map<?, ?> map) {
        var struct = Struct.newBuilder();
        map.forEach((name, object) -> struct.putFields(String.valueOf(name), value(object)));
        return struct.build();
    }

    private static ListValue list(Collection<?> items) {
        var list = ListValue.newBuilder();
        items.forEach(item -> list.addValues(value(item)));
        return list.build();
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private static Map<String, @Nullable Object> map(Struct struct) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        struct.getFieldsMap().forEach((name, value) -> map.put(name, object(value)));
        return map;
    }

    private static @Nullable Object object(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> map(value.getStructValue());
            case LIST_VALUE -> list(value.getListValue());
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static Object number(double number) {
        var whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT;
        return whole ? (Object) (long) number : (Object) number;
    }

    private static List<@Nullable Object> list(ListValue list) {
        var items = new ArrayList<@Nullable Object>();
        list.getValuesList().forEach(value -> items.add(object(value)));
        return items;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
