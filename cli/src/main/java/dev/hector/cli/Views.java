package dev.hector.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What a server tells about sessions, in the shape of its REST answers and of {@code --output json}. */
final class Views {

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(
                    inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Views() {}

    record Session(
            String sessionId,
            String agent,
            String userId,
            @Nullable String title,
            String status,
            @Nullable String endReason,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant endedAt,
            long messageCount,
            long turnCount,
            long version,
            @Nullable Meter workingMemory,
            @Nullable Map<String, @Nullable Object> metadata) {}

    record Meter(String strategy, int tokens, int budget, long summarisedThrough) {}

    record SessionPage(List<Session> sessions, @Nullable String nextPageToken) {}

    record Answer(
            String sessionId,
            @Nullable String turnId,
            @Nullable String messageId,
            @Nullable String response,
            long sequence,
            @Nullable Usage usage,
            @Nullable TurnMemory memory,
            @Nullable String model) {}

    record Imported(String sessionId, int stored, int existing, long sequence) {}

    record Usage(int inputTokens, int outputTokens) {}

    record TurnMemory(String strategy, int tokens, int budget, long summarisedThrough, int messages) {}

    record Event(
            long sequence,
            String eventId,
            String type,
            int revision,
            Instant occurredAt,
            Map<String, @Nullable Object> data,
            Map<String, @Nullable Object> metadata,
            long position) {}

    record EventPage(List<Event> events, @Nullable String nextPageToken) {}

    record Memory(
            String sessionId,
            long asOf,
            String strategy,
            int tokens,
            int budget,
            long summarisedThrough,
            List<MemoryMessage> messages,
            @Nullable String digest) {}

    record Message(
            String messageId,
            long sequence,
            String role,
            String content,
            @Nullable List<ToolCall> toolCalls,
            @Nullable String toolCallId,
            @Nullable String turnId,
            int tokens,
            Instant occurredAt,
            Map<String, @Nullable Object> metadata) {}

    record ToolCall(String id, String name, String arguments) {}

    record MessagePage(List<Message> messages, @Nullable String nextPageToken) {}

    record SearchHit(
            String kind,
            String sessionId,
            @Nullable String title,
            long sequence,
            @Nullable String messageId,
            String role,
            Instant occurredAt,
            double score,
            String snippet,
            List<Highlight> highlights) {}

    /** Part of a snippet in UTF-16 code units, {@code end} being the first behind it. */
    record Highlight(int start, int end) {}

    record SearchPage(List<SearchHit> results, @Nullable String nextPageToken) {}

    record Recalled(List<RecalledMemory> memories) {}

    record RecalledMemory(String memoryId, String content, double score, MemorySource source, MemoryMatch match) {}

    record MemorySource(
            String sessionId,
            long sequence,
            @Nullable String messageId,
            String role,
            @Nullable String speaker,
            Instant occurredAt) {}

    record MemoryMatch(@Nullable Double similarity, List<String> terms, boolean neighbours) {}

    record MemoryMessage(String role, String content, int tokens, long fromSequence, long toSequence) {}
}
