package dev.hector.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image, a sound or a file; where it is, not what it is.
 *
 * @param mediaType such as {@code image/png}; null where nobody said
 * @param name what the user calls it; null without one
 */
public record MediaPart(
        Kind kind, @Nullable String mediaType, @Nullable String name, Source source) implements MessagePart {

    public MediaPart {
        requireNonNull(kind);
        requireNonNull(source);
    }

    /** Names it in brackets, such as {@code [image: cat.png (image/png)]}. */
    @Override
    public String text() {
        var named = Stream.of(kind.wireName(), title()).filter(word -> !word.isEmpty());
        var type = mediaType == null ? "" : " (" + mediaType + ")";
        return "[" + named.collect(Collectors.joining(": ")) + type + "]";
    }

    private String title() {
        return switch (source) {
            case Url(var url) when name == null -> url;
            case Url _, BlobReference _ -> name == null ? "" : name;
        };
    }

    /** Where the bytes are. */
    public sealed interface Source permits Url, BlobReference {}

    /** They are elsewhere, and nobody promises that they stay the same. */
    public record Url(String url) implements Source {

        public Url {
            requireNonNull(url);
        }
    }

    /** What sort of media it is, and about how many tokens a model's provider counts for one. */
    public enum Kind {
        /** A picture of a megapixel: 258 at Gemini, 765 at OpenAI, 1,400 at Anthropic. */
        IMAGE(1000),
        /** A minute at the 25 tokens a second of Gemini. */
        AUDIO(1500),
        /** A page of a PDF at Anthropic. */
        FILE(1500);

        private final int tokens;

        Kind(int tokens) {
            this.tokens = tokens;
        }

        /** An estimate, whatever the size: only a provider knows. */
        public int tokens() {
            return tokens;
        }

        /** The lower-case name used in stored JSON and on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads {@link #wireName()}; throws {@link IllegalArgumentException} on any other text. */
        @JsonCreator
        public static Kind ofWireName(String name) {
            for (var kind : values()) {
                if (kind.wireName().equals(name)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("media is image, audio or file, not '" + name + "'");
        }
    }
}
