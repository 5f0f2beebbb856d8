package dev.hector.query.grpc;

import static dev.hector.wire.Absent.orEmpty;
import static dev.hector.wire.Times.timestamp;

import dev.hector.events.SessionKey;
import dev.hector.events.ToolCall;
import dev.hector.events.memory.ModelContext;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.Highlight;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListMessagesResponse;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.LongTermMemoryMeter;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.SearchHit;
import dev.hector.proto.v1.SearchResponse;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.proto.v1.WorkingMemoryMeter;
import dev.hector.query.CatalogueEntry;
import dev.hector.query.Page;
import dev.hector.query.SessionCatalogue;
import dev.hector.query.Snippet;
import dev.hector.query.TextSearch;
import dev.hector.query.Transcript;
import dev.hector.store.StoredEvent;
import dev.hector.wire.MessageParts;
import dev.hector.wire.Structs;
import java.util.List;

/** Maps answers to the messages that go over the wire. */
final class QueryResponses {

    private QueryResponses() {}

    static Session session(SessionCatalogue.Description description) {
        var session = builder(description.entry()).setWorkingMemory(meter(description.workingMemory()));
        if (description.longtermScope() != null) {
            session.setLongtermMemory(LongTermMemoryMeter.newBuilder().setScope(description.longtermScope()));
        }
        return session.build();
    }

    static ListSessionsResponse sessions(Page<CatalogueEntry> page) {
        return ListSessionsResponse.newBuilder()
                .addAllSessions(page.items().stream()
                        .map(entry -> builder(entry).build())
                        .toList())
                .setNextPageToken(page.nextToken())
                .build();
    }

    static ListMessagesResponse messages(Page<Transcript.Line> page) {
        return ListMessagesResponse.newBuilder()
                .addAllMessages(page.map(QueryResponses::message).items())
                .setNextPageToken(page.nextToken())
                .build();
    }

    static ListEventsResponse events(Page<StoredEvent> page) {
        return events(page.items()).toBuilder()
                .setNextPageToken(page.nextToken())
                .build();
    }

    static ListEventsResponse events(List<StoredEvent> events) {
        return ListEventsResponse.newBuilder()
                .addAllEvents(events.stream().map(QueryResponses::event).toList())
                .build();
    }

    static SearchResponse hits(Page<TextSearch.Hit> page) {
        return SearchResponse.newBuilder()
                .addAllHits(page.map(QueryResponses::hit).items())
                .setNextPageToken(page.nextToken())
                .build();
    }

    static WorkingMemory memory(SessionKey session, ModelContext context) {
        return WorkingMemory.newBuilder()
                .setSessionId(session.sessionId())
                .setAsOf(context.asOf())
                .setStrategy(context.settings().strategy().wireName())
                .setTokens(context.tokens())
                .setBudget(context.settings().budget())
                .setSummarisedThrough(context.summarisedThrough())
                .addAllMessages(
                        context.messages().stream().map(QueryResponses::message).toList())
                .setDigest(context.digest())
                .build();
    }

    private static Session.Builder builder(CatalogueEntry entry) {
        var session = Session.newBuilder()
                .setSessionId(entry.session().sessionId())
                .setAgent(entry.session().agent())
                .setUserId(entry.userId())
                .setTitle(orEmpty(entry.title()))
                .setStatus(entry.ended() ? SessionStatus.SESSION_STATUS_ENDED : SessionStatus.SESSION_STATUS_ACTIVE)
                .setEndReason(orEmpty(entry.endReason()))
                .setCreatedAt(timestamp(entry.createdAt()))
                .setUpdatedAt(timestamp(entry.updatedAt()))
                .setMessageCount(entry.messageCount())
                .setTurnCount(entry.turnCount())
                .setVersion(entry.version())
                .setMetadata(Structs.nearest(entry.metadata()));
        return entry.endedAt() == null ? session : session.setEndedAt(timestamp(entry.endedAt()));
    }

    private static WorkingMemoryMeter meter(ModelContext context) {
        return WorkingMemoryMeter.newBuilder()
                .setStrategy(context.settings().strategy().wireName())
                .setTokens(context.tokens())
                .setBudget(context.settings().budget())
                .setSummarisedThrough(context.summarisedThrough())
                .build();
    }

    private static Message message(Transcript.Line line) {
        var message = line.message();
        return Message.newBuilder()
                .setMessageId(message.messageId())
                .setSequence(line.stored().sequence())
                .setRole(message.role().wireName())
                .setContent(message.text())
                .addAllParts(MessageParts.of(message.content()))
                .addAllToolCalls(toolCalls(message.toolCalls()))
                .setToolCallId(orEmpty(message.toolCallId()))
                .setTurnId(orEmpty(message.turnId()))
                .setTokens(message.tokens())
                .setOccurredAt(timestamp(line.saidAt()))
                .setMetadata(Structs.nearest(message.metadata()))
                .build();
    }

    private static ContextMessage message(dev.hector.events.memory.ContextMessage message) {
        return ContextMessage.newBuilder()
                .setRole(message.role().wireName())
                .setContent(message.content())
                .addAllToolCalls(toolCalls(message.toolCalls()))
                .setToolCallId(orEmpty(message.toolCallId()))
                .setTokens(message.tokens())
                .setFromSequence(message.fromSequence())
                .setToSequence(message.toSequence())
                .build();
    }

    private static Event event(StoredEvent event) {
        return Event.newBuilder()
                .setSequence(event.sequence())
                .setEventId(event.eventId())
                .setType(event.type())
                .setRevision(event.revision())
                .setOccurredAt(timestamp(event.occurredAt()))
                .setData(Structs.nearest(event.payload()))
                .setMetadata(Structs.nearest(event.metadata()))
                .setPosition(event.position())
                .build();
    }

    private static SearchHit hit(TextSearch.Hit hit) {
        var found = hit.found();
        return SearchHit.newBuilder()
                .setSessionId(found.event().session().sessionId())
                .setKind(found.isSummary() ? "summary" : "message")
                .setTitle(orEmpty(hit.title()))
                .setSequence(found.event().sequence())
                .setMessageId(orEmpty(found.messageId()))
                .setRole(found.role())
                .setOccurredAt(timestamp(found.saidAt()))
                .setScore(hit.score())
                .setSnippet(hit.snippet().text())
                .addAllHighlights(hit.snippet().highlights().stream()
                        .map(QueryResponses::highlight)
                        .toList())
                .build();
    }

    private static Highlight highlight(Snippet.Range range) {
        return Highlight.newBuilder()
                .setStart(range.start())
                .setEnd(range.end())
                .build();
    }

    private static List<dev.hector.proto.v1.ToolCall> toolCalls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> dev.hector.proto.v1.ToolCall.newBuilder()
                        .setId(call.id())
                        .setName(call.name())
                        .setArguments(call.arguments())
                        .build())
                .toList();
    }
}
