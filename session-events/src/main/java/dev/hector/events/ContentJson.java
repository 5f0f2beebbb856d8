package dev.hector.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The stored form of a message's content. */
final class ContentJson {

    private static final TypeReference<List<StoredPart>> PARTS = new TypeReference<>() {};

    private ContentJson() {}

    /** A part of any type; {@code data} is JSON as text. */
    @JsonPropertyOrder({"type", "text", "data", "media_type", "name", "url", "sha256", "size"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record StoredPart(
            @JsonProperty String type,
            @JsonProperty @Nullable String text,

            @JsonProperty @JsonRawValue @JsonDeserialize(using = AsText.class) @Nullable
            String data,

            @JsonProperty @Nullable String mediaType,
            @JsonProperty @Nullable String name,
            @JsonProperty @Nullable String url,
            @JsonProperty @Nullable String sha256,
            @JsonProperty @Nullable Long size) {

        static StoredPart of(MessagePart part) {
            return switch (part) {
                case TextPart(var text) -> new StoredPart("text", text, null, null, null, null, null, null);
                case DataPart(var json) -> new StoredPart("data", null, json, null, null, null, null, null);
                case MediaPart media -> of(media);
            };
        }

        private static StoredPart of(MediaPart media) {
            var type = media.kind().wireName();
            return switch (media.source()) {
                case MediaPart.Url(var url) ->
                    new StoredPart(type, null, null, media.mediaType(), media.name(), url, null, null);
                case BlobReference(var sha256, var size) ->
                    new StoredPart(type, null, null, media.mediaType(), media.name(), null, sha256, size);
            };
        }

        /** Throws {@link IllegalArgumentException} when it lacks what its type has, or has what its type lacks. */
        MessagePart toPart() {
            var part = read();
            if (!equals(of(part))) {
                throw new IllegalArgumentException("A part has properties of another type");
            }
            return part;
        }

        private MessagePart read() {
            if (text != null) {
                return new TextPart(text);
            }
            return data != null ? new DataPart(data) : new MediaPart(kind(), mediaType, name, source());
        }

        private MediaPart.Kind kind() {
            return MediaPart.Kind.ofWireName(type);
        }

        private MediaPart.Source source() {
            if (url != null) {
                return new MediaPart.Url(url);
            }
            if (sha256 == null || size == null) {
                throw new IllegalArgumentException("Media without a URL has a SHA-256 and a size");
            }
            return new BlobReference(sha256, size);
        }
    }

    static final class Writer extends ValueSerializer<MessageContent> {

        @Override
        public void serialize(MessageContent content, JsonGenerator json, SerializationContext context) {
            if (content.isPlain()) {
                json.writeString(content.text());
            } else {
                context.writeValue(
                        json, content.parts().stream().map(StoredPart::of).toList());
            }
        }
    }

    static final class Reader extends ValueDeserializer<MessageContent> {

        @Override
        public MessageContent deserialize(JsonParser json, DeserializationContext context) {
            return json.currentToken() == JsonToken.VALUE_STRING
                    ? MessageContent.of(json.getString())
                    : parts(json, context);
        }

        private static MessageContent parts(JsonParser json, DeserializationContext context) {
            List<StoredPart> stored = context.readValue(json, context.constructType(PARTS.getType()));
            try {
                return new MessageContent(stored.stream().map(Reader::part).toList());
            } catch (IllegalArgumentException _) {
                return context.reportInputMismatch(MessageContent.class, "not the parts of a message");
            }
        }

        private static MessagePart part(@Nullable StoredPart stored) {
            if (stored == null) {
                throw new IllegalArgumentException("A part is an object");
            }
            return stored.toPart();
        }
    }

    static final class AsText extends ValueDeserializer<String> {

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            return JsonTexts.compact(json);
        }

        @Override
        public String getNullValue(DeserializationContext context) {
            return "null";
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
