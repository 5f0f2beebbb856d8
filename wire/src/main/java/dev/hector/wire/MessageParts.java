package dev.hector.wire;

import dev.hector.events.BlobReference;
import dev.hector.events.DataPart;
import dev.hector.events.MediaPart;
import dev.hector.events.MessageContent;
import dev.hector.events.MessagePart;
import dev.hector.events.TextPart;
import dev.hector.proto.v1.Media;
import dev.hector.proto.v1.Part;
import java.util.List;
import java.util.Objects;

/** What a message says as it goes over the wire. */
public final class MessageParts {

    private MessageParts() {}

    /** Its parts; none where it is one text or nothing. */
    public static List<Part> of(MessageContent content) {
        return content.isPlain()
                ? List.of()
                : content.parts().stream().map(MessageParts::part).toList();
    }

    private static Part part(MessagePart part) {
        var sent = Part.newBuilder();
        return switch (part) {
            case TextPart(var text) -> sent.setText(text).build();
            case DataPart(var json) -> sent.setJson(json).build();
            case MediaPart media -> sent.setMedia(media(media)).build();
        };
    }

    private static Media media(MediaPart part) {
        var media = Media.newBuilder()
                .setKind(part.kind().wireName())
                .setMediaType(Objects.requireNonNullElse(part.mediaType(), ""))
                .setName(Objects.requireNonNullElse(part.name(), ""));
        return switch (part.source()) {
            case MediaPart.Url(var url) -> media.setUrl(url).build();
            case BlobReference(var sha256, var size) ->
                media.setBlob(blob(sha256, size)).build();
        };
    }

    private static dev.hector.proto.v1.BlobReference blob(String sha256, long size) {
        return dev.hector.proto.v1.BlobReference.newBuilder()
                .setSha256(sha256)
                .setSize(size)
                .build();
    }

    /** What {@link #of} wrote; throws {@link IllegalArgumentException} for what it does not write. */
    public static MessageContent content(List<Part> parts) {
        return new MessageContent(parts.stream().map(part -> part(part)).toList());
    }

    private static MessagePart part(Part part) {
        return switch (part.getContentCase()) {
            case TEXT -> new TextPart(part.getText());
            case JSON -> new DataPart(part.getJson());
            case MEDIA -> media(part.getMedia());
            case CONTENT_NOT_SET -> throw new IllegalArgumentException("A part without content");
        };
    }

    private static MediaPart media(Media media) {
        return new MediaPart(
                MediaPart.Kind.ofWireName(media.getKind()),
                Absent.orNull(media.getMediaType()),
                Absent.orNull(media.getName()),
                source(media));
    }

    private static MediaPart.Source source(Media media) {
        return switch (media.getSourceCase()) {
            case URL -> new MediaPart.Url(media.getUrl());
            case BLOB ->
                new BlobReference(media.getBlob().getSha256(), media.getBlob().getSize());
            case SOURCE_NOT_SET -> throw new IllegalArgumentException("Media without a source");
        };
    }
}
