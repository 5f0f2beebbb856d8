package dev.hector.longterm;

import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one event.
 *
 * @param event the event that it stands for
 * @param messageId null for a summary
 * @param role {@code user}, {@code assistant} or {@code summary}
 * @param speaker who spoke, where the message's metadata says more than its role
 */
record MemoryRow(
        StoredEvent event,
        @Nullable String messageId,
        String role,
        @Nullable String speaker,
        Instant occurredAt,
        String content,
        int tokens) {

    private static final String EVENT_PREFIX = "evt_";
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[\\s\\p{Cntrl}\u0080-\u009F]+");
    private static final int LONGEST_NAME = 100;

    static MemoryRow of(StoredEvent event, MessageAppended message) {
        return new MemoryRow(
                event,
                message.messageId(),
                message.role().wireName(),
                speaker(message),
                Objects.requireNonNullElse(message.saidAt(), event.occurredAt()),
                storable(message.text()),
                message.tokens());
    }

    static MemoryRow of(StoredEvent event, MemorySummarised summary) {
        return ofSummary(event, summary.text(), summary.tokens());
    }

    static MemoryRow ofSummary(StoredEvent event, String text, int tokens) {
        return new MemoryRow(event, null, "summary", null, event.occurredAt(), storable(text), tokens);
    }

    /** Follows from the event's, so that a view that is built again has the same ids. */
    String memoryId() {
        return "mem_" + event.eventId().substring(EVENT_PREFIX.length());
    }

    /** A client may call anything a speaker; what is no name of one line is shortened to one. */
    private static @Nullable String speaker(MessageAppended message) {
        if (!(message.metadata().get("speaker") instanceof String name)) {
            return null;
        }
        var line = NOT_IN_A_NAME.matcher(name).replaceAll(" ").strip();
        var end = line.offsetByCodePoints(0, Math.min(LONGEST_NAME, line.codePointCount(0, line.length())));
        return line.isEmpty() ? null : storable(line.substring(0, end));
    }

    /** Without what not every database takes: NUL, and halves of characters. */
    private static String storable(String text) {
        return new String(text.replace("\0", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
