package dev.hector.query;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One session as lists show it: a pure function of its events. Summaries are housekeeping: they raise the version, but
 * neither {@code updatedAt} nor {@code lastPosition}.
 *
 * @param metadata the client's own JSON object, as text
 * @param endReason {@code completed}, {@code idle_timeout} or {@code max_duration}; null while active
 * @param updatedAt time of the newest activity
 * @param turnCount turns that started, failed ones included
 * @param version the sequence of the newest event
 * @param lastPosition the global position of the newest activity
 */
public record CatalogueEntry(
        SessionKey session,
        String userId,
        @Nullable String title,
        String metadata,
        @Nullable String endReason,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt,
        long messageCount,
        long turnCount,
        long version,
        long lastPosition) {

    public boolean ended() {
        return endReason != null;
    }

    /**
     * The entry after one more event; empty before the first and after a deletion. Events that the entry has seen change
     * nothing. Throws {@link dev.hector.events.UnknownEventException} when a newer release wrote the event.
     */
    static Optional<CatalogueEntry> evolve(Optional<CatalogueEntry> before, StoredEvent event) {
        if (before.isPresent() && event.sequence() <= before.get().version()) {
            return before;
        }
        return switch (event.event()) {
            case SessionCreated created -> Optional.of(began(event, created));
            case MessageAppended _ -> before.map(entry -> entry.counted(event, 1, 0));
            case TurnStarted _ -> before.map(entry -> entry.counted(event, 0, 1));
            case TurnCompleted _, TurnFailed _, AgentConfigured _ -> before.map(entry -> entry.counted(event, 0, 0));
            case MemorySummarised _, MemoriesRecalled _ -> before.map(entry -> entry.seen(event));
            case SessionEnded(var reason) when reason == SessionEnded.Reason.DELETED -> Optional.empty();
            case SessionEnded(var reason) -> before.map(entry -> entry.finished(event, reason));
        };
    }

    private static CatalogueEntry began(StoredEvent event, SessionCreated created) {
        var time = event.occurredAt();
        var metadata = JsonMapper.shared().writeValueAsString(created.metadata());
        return new CatalogueEntry(
                event.session(),
                storable(created.userId()),
                created.title() == null ? null : storable(created.title()),
                metadata,
                null,
                time,
                time,
                null,
                0,
                0,
                event.sequence(),
                event.position());
    }

    /** PostgreSQL has no text with a zero character; JSON escapes it. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private CatalogueEntry counted(StoredEvent event, int messages, int turns) {
        return new CatalogueEntry(
                session,
                userId,
                title,
                metadata,
                endReason,
                createdAt,
                event.occurredAt(),
                endedAt,
                messageCount + messages,
                turnCount + turns,
                event.sequence(),
                event.position());
    }

    private CatalogueEntry seen(StoredEvent event) {
        return new CatalogueEntry(
                session,
                userId,
                title,
                metadata,
                endReason,
                createdAt,
                updatedAt,
                endedAt,
                messageCount,
                turnCount,
                event.sequence(),
                lastPosition);
    }

    private CatalogueEntry finished(StoredEvent event, SessionEnded.Reason reason) {
        var time = event.occurredAt();
        return new CatalogueEntry(
                session,
                userId,
                title,
                metadata,
                reason.wireName(),
                createdAt,
                time,
                time,
                messageCount,
                turnCount,
                event.sequence(),
                event.position());
    }
}
