package dev.hector.events;

import dev.hector.events.memory.TokenCounter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What a message says, in parts; no parts where it says nothing. Stored as plain text where it is no more than that, else
 * as a list of objects that each have a {@code type}.
 */
@JsonSerialize(using = ContentJson.Writer.class)
@JsonDeserialize(using = ContentJson.Reader.class)
public record MessageContent(List<MessagePart> parts) {

    public static final MessageContent EMPTY = new MessageContent(List.of());

    /** A lone text without a character is no part. */
    public MessageContent {
        parts = parts.equals(List.of(new TextPart(""))) ? List.of() : List.copyOf(parts);
    }

    public static MessageContent of(String text) {
        return text.isEmpty() ? EMPTY : new MessageContent(List.of(new TextPart(text)));
    }

    public static MessageContent of(MessagePart... parts) {
        return new MessageContent(List.of(parts));
    }

    /** True for one text, and for nothing at all. */
    public boolean isPlain() {
        return parts.isEmpty() || (parts.size() == 1 && parts.getFirst() instanceof TextPart);
    }

    public boolean isBlank() {
        return text().isBlank();
    }

    /** All parts as words, one after the other on lines of their own. */
    public String text() {
        return parts.size() == 1
                ? parts.getFirst().text()
                : parts.stream().map(MessagePart::text).collect(Collectors.joining("\n"));
    }

    public boolean hasMedia() {
        return !isPlain() && media().findAny().isPresent();
    }

    /** The blobs that are part of it; one that is twice in it is named twice. */
    public List<BlobReference> blobs() {
        return isPlain()
                ? List.of()
                : media().map(MediaPart::source)
                        .flatMap(source -> source instanceof BlobReference blob ? Stream.of(blob) : Stream.empty())
                        .toList();
    }

    /** The size of the words, and of media by the estimate of their {@link MediaPart.Kind}. */
    public int tokens(TokenCounter counter) {
        return counter.count(text())
                + media().mapToInt(media -> media.kind().tokens()).sum();
    }

    private Stream<MediaPart> media() {
        return parts.stream().flatMap(part -> part instanceof MediaPart media ? Stream.of(media) : Stream.empty());
    }
}
