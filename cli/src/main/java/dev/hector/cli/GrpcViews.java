package dev.hector.cli;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.proto.v1.WorkingMemoryMeter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
