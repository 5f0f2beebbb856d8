package dev.hector.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hector.events.MediaPart.Kind;
import dev.hector.events.MediaPart.Url;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageContentTest {

    private static final BlobReference BLOB = new BlobReference("0f".repeat(32), 20_000);

    @Test
    void readsAsWordsWhateverItsParts() {
        var content = MessageContent.of(
                new TextPart("Look:"),
                new DataPart("{ \"id\": 7 }"),
                new MediaPart(Kind.IMAGE, "image/png", "cat.png", BLOB),
                new MediaPart(Kind.AUDIO, "audio/mpeg", null, new Url("https://example.org/a.mp3")),
                new MediaPart(Kind.FILE, null, null, BLOB));

        assertThat(content.text().lines())
                .containsExactly(
                        "Look:",
                        "{\"id\":7}",
                        "[image: cat.png (image/png)]",
                        "[audio: https://example.org/a.mp3 (audio/mpeg)]",
                        "[file]");
        assertThat(content.blobs()).containsExactly(BLOB, BLOB);
    }

    @Test
    void saysNothingWithoutParts() {
        assertThat(MessageContent.of("")).isEqualTo(MessageContent.EMPTY);
        assertThat(MessageContent.of(new TextPart(""))).isEqualTo(MessageContent.EMPTY);
        assertThat(MessageContent.EMPTY.text()).isEmpty();
    }

    @Test
    void countsItsWordsAndAnEstimateOfItsMedia() {
        var image = MessageContent.of(new TextPart("Look:"), new MediaPart(Kind.IMAGE, null, "a", BLOB));

        assertThat(image.tokens(String::length)).isEqualTo("Look:\n[image: a]".length() + Kind.IMAGE.tokens());
        assertThat(MessageContent.of("Look:").tokens(String::length)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "1 2", "{}{}", "NaN", "{'a': 1}"})
    void dataIsOneJsonValue(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DataPart(text));
    }

    @Test
    void dataIsNoDeeperThanEveryReaderTakes() {
        var most = "[".repeat(DataPart.MOST_DEPTH) + "]".repeat(DataPart.MOST_DEPTH);

        assertThat(new DataPart(most).json()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> new DataPart("[" + most + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "0.1000000000000000055511151231257827", "1E+400", "\"\\u0000\""})
    void dataKeepsEveryDigit(String value) {
        assertThat(new DataPart(value).json()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"q\": \"teal\"}", " {\"q\":{}} "})
    void argumentsThatAreAnObjectAreGivenAsTheyWereSaid(String arguments) {
        var call = new ToolCall("call_1", "search", arguments);

        assertThat(call.withObjectArguments()).isSameAs(call);
    }

    @Test
    void argumentsThatAreNoObjectAreGivenInOne() {
        assertThat(given("")).isEqualTo("{}");
        assertThat(given("[1]")).isEqualTo("{\"invalid_arguments\":\"[1]\"}");
        assertThat(given("{\"q\": ")).isEqualTo("{\"invalid_arguments\":\"{\\\"q\\\": \"}");
        assertThat(given("{} {}")).isEqualTo("{\"invalid_arguments\":\"{} {}\"}");
        assertThat(given("{\"a\":".repeat(600) + "1" + "}".repeat(600))).startsWith("{\"invalid_arguments\":");
    }

    private static String given(String arguments) {
        return new ToolCall("call_1", "search", arguments).withObjectArguments().arguments();
    }
}
