package dev.hector.command.grpc;

import static dev.hector.command.grpc.Fields.invalid;
import static dev.hector.command.grpc.Fields.name;
import static dev.hector.command.grpc.Fields.optionalName;
import static dev.hector.command.grpc.Fields.text;

import dev.hector.events.BlobReference;
import dev.hector.events.DataPart;
import dev.hector.events.MediaPart;
import dev.hector.events.MessageContent;
import dev.hector.events.MessagePart;
import dev.hector.events.TextPart;
import dev.hector.proto.v1.Media;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.Part;
import java.util.function.Supplier;

/** Reads what a message says from the wire. */
final class MessageParts {

    private static final int MOST_PARTS = 100;
    private static final int LONGEST_URL = 2048;

    private MessageParts() {}

    static MessageContent content(NewMessage message) {
        if (message.getPartsCount() == 0) {
            return MessageContent.of(text("content", message.getContent()));
        }
        if (!message.getContent().isEmpty() || message.getPartsCount() > MOST_PARTS) {
            throw invalid("parts", "must be at most " + MOST_PARTS + ", and come without content");
        }
        var content = new MessageContent(
                message.getPartsList().stream().map(MessageParts::part).toList());
        text("parts", content.text());
        return content;
    }

    private static MessagePart part(Part part) {
        return switch (part.getContentCase()) {
            case TEXT -> new TextPart(text("parts.text", part.getText()));
            case JSON -> valid("parts.json", () -> new DataPart(text("parts.json", part.getJson())));
            case MEDIA -> media(part.getMedia());
            case CONTENT_NOT_SET -> throw invalid("parts", "must each be text, json or media");
        };
    }

    private static MediaPart media(Media media) {
        return new MediaPart(
                valid("parts.media.kind", () -> MediaPart.Kind.ofWireName(media.getKind())),
                optionalName("parts.media.media_type", media.getMediaType()),
                optionalName("parts.media.name", media.getName()),
                source(media));
    }

    private static MediaPart.Source source(Media media) {
        return switch (media.getSourceCase()) {
            case URL -> new MediaPart.Url(name("parts.media.url", media.getUrl(), LONGEST_URL));
            case BLOB -> valid("parts.media.blob", () -> blob(media));
            case SOURCE_NOT_SET -> throw invalid("parts.media", "must have a url or a blob");
        };
    }

    private static BlobReference blob(Media media) {
        return new BlobReference(media.getBlob().getSha256(), media.getBlob().getSize());
    }

    private static <T> T valid(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw invalid(field, String.valueOf(e.getMessage()));
        }
    }
}
