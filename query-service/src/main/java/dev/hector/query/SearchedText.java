package dev.hector.query;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a search may find of an event.
 *
 * @param role {@code user}, {@code assistant} or {@code summary}
 * @param messageId null for a summary
 * @param saidAt when it was said, which for imported messages is before it was stored
 */
public record SearchedText(
        StoredEvent event, String role, @Nullable String messageId, Instant saidAt, String text) {

    private static final String SUMMARY = "summary";

    /**
     * The text of a message of the user or of the agent, or of a summary; nothing of any other event. Throws {@link
     * dev.hector.events.UnknownEventException} when a newer release wrote it.
     */
    static Optional<SearchedText> of(StoredEvent event) {
        return event.is(MessageAppended.class, MemorySummarised.class)
                ? read(event).filter(found -> !found.text.isBlank())
                : Optional.empty();
    }

    private static Optional<SearchedText> read(StoredEvent stored) {
        return switch (stored.event()) {
            case MessageAppended message
            when message.role() == Role.USER || message.role() == Role.ASSISTANT ->
                Optional.of(new SearchedText(
                        stored,
                        message.role().wireName(),
                        message.messageId(),
                        Objects.requireNonNullElse(message.saidAt(), stored.occurredAt()),
                        message.text()));
            case MemorySummarised summary ->
                Optional.of(new SearchedText(stored, SUMMARY, null, stored.occurredAt(), summary.text()));
            default -> Optional.empty();
        };
    }

    public boolean isSummary() {
        return role.equals(SUMMARY);
    }
}
