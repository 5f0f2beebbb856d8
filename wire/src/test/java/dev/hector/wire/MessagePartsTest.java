package dev.hector.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hector.events.BlobReference;
import dev.hector.events.DataPart;
import dev.hector.events.MediaPart;
import dev.hector.events.MessageContent;
import dev.hector.events.TextPart;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.Part;
import dev.hector.wire.Views.MessageView;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagePartsTest {

    private static final MessageContent CONTENT = MessageContent.of(
            new TextPart("Which?"),
            new DataPart("{\"id\":9007199254740993}"),
            new MediaPart(MediaPart.Kind.IMAGE, "image/png", "cat.png", new BlobReference("0f".repeat(32), 7)),
            new MediaPart(MediaPart.Kind.FILE, null, null, new MediaPart.Url("https://example.org/a")));

    @Test
    void arriveAsTheyWereSent() {
        assertThat(MessageParts.content(MessageParts.of(CONTENT))).isEqualTo(CONTENT);
    }

    @Test
    void areLeftOutWhereTheContentSaysIt() {
        assertThat(MessageParts.of(MessageContent.of("Plain"))).isEmpty();
        assertThat(MessageParts.of(MessageContent.EMPTY)).isEmpty();
        assertThat(json(Message.getDefaultInstance())).doesNotContain("parts");
    }

    @Test
    void areReadByAClientAsTheyAreStored() {
        var json =
                json(Message.newBuilder().addAllParts(MessageParts.of(CONTENT)).build());

        assertThat(json).contains("\"parts\":[{\"type\":\"text\",\"text\":\"Which?\"}", "9007199254740993");
        assertThat(WireJson.MAPPER.readValue(json, MessageView.class).parts()).isEqualTo(CONTENT);
    }

    @Test
    void sayAlwaysSomething() {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageParts.content(List.of(Part.getDefaultInstance())));
    }

    private static String json(Message message) {
        return WireJson.MAPPER.writeValueAsString(MessageView.of(message));
    }
}
