package dev.hector.wire;

import static dev.hector.wire.Absent.orNull;
import static dev.hector.wire.Times.instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.MemoryMatch;
import dev.hector.proto.v1.MemorySource;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SearchHit;
import dev.hector.proto.v1.SearchResponse;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON that REST answers with about what was recalled and what was searched for. */
public final class FoundViews {

    private FoundViews() {}

    /** What was recalled, best first. */
    public record MemoryPage(List<MemoryView> memories) {

        public static MemoryPage of(RecallResponse recalled) {
            return new MemoryPage(
                    recalled.getMemoriesList().stream().map(MemoryView::of).toList());
        }
    }

    /** A stored message or summary. */
    public record MemoryView(
            String memoryId,
            String content,

            @Schema(description = "How well it answers, from 0 to 1; comparable within one answer")
            double score,

            MemorySourceView source,
            MemoryMatchView match) {

        public static MemoryView of(Memory memory) {
            return new MemoryView(
                    memory.getMemoryId(),
                    memory.getContent(),
                    memory.getScore(),
                    MemorySourceView.of(memory.getSource()),
                    MemoryMatchView.of(memory.getMatch()));
        }
    }

    /** Where a memory is from. */
    public record MemorySourceView(
            String sessionId,
            long sequence,
            @Nullable String messageId,

            @Schema(allowableValues = {"user", "assistant", "summary"})
            String role,

            @Nullable String speaker,
            Instant occurredAt) {

        public static MemorySourceView of(MemorySource source) {
            return new MemorySourceView(
                    source.getSessionId(),
                    source.getSequence(),
                    orNull(source.getMessageId()),
                    source.getRole(),
                    orNull(source.getSpeaker()),
                    instant(source.getOccurredAt()));
        }
    }

    /** Why a memory was recalled. */
    public record MemoryMatchView(
            @Schema(description = "Cosine of the embeddings; absent without them") @Nullable
            Double similarity,

            @Schema(description = "Words of the question that it has")
            List<String> terms,

            @Schema(description = "The messages around it match too")
            boolean neighbours) {

        public static MemoryMatchView of(MemoryMatch match) {
            return new MemoryMatchView(
                    match.hasSimilarity() ? match.getSimilarity() : null,
                    List.copyOf(match.getTermsList()),
                    match.getNeighbours());
        }
    }

    /** A page of what was found. */
    public record SearchPage(
            List<SearchHitView> results,
            @JsonInclude @Nullable String nextPageToken) {

        public static SearchPage of(SearchResponse page) {
            return new SearchPage(
                    page.getHitsList().stream().map(SearchHitView::of).toList(), orNull(page.getNextPageToken()));
        }
    }

    /** A message or summary that was found. */
    public record SearchHitView(
            @Schema(allowableValues = {"message", "summary"})
            String kind,

            String sessionId,

            @Schema(description = "The session's") @Nullable String title,

            @Schema(description = "The event that holds it") long sequence,

            @Schema(description = "Absent for a summary") @Nullable
            String messageId,

            @Schema(allowableValues = {"user", "assistant", "summary"})
            String role,

            @Schema(description = "When it was said") Instant occurredAt,

            @Schema(description = "How well it matches; comparable within one page")
            double score,

            @Schema(description = "At most 240 characters around the best match, on one line")
            String snippet,

            @Schema(description = "The matches in the snippet, in order")
            List<HighlightView> highlights) {

        public static SearchHitView of(SearchHit hit) {
            return new SearchHitView(
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
                            .map(part -> new HighlightView(part.getStart(), part.getEnd()))
                            .toList());
        }
    }

    /** Part of a snippet. */
    public record HighlightView(
            @Schema(description = "In UTF-16 code units, as JavaScript counts: snippet.slice(start, end) is the match")
            int start,

            @Schema(description = "The first behind it") int end) {}
}
