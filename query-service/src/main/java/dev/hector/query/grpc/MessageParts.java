package dev.hector.query.grpc;

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
final class MessageParts {

    private MessageParts() {}

    /** Its parts; none where it is one text or nothing. */
    static List<Part> of(MessageContent content) {
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
}
