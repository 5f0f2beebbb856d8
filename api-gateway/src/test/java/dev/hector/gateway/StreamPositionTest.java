package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "999999999999999999", "3.0", "3.12", "5.done"})
    void readsWhatItWrote(String text) {
        assertThat(StreamPosition.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "0",
                "01",
                "-1",
                "+1",
                "1.",
                ".1",
                "1.-1",
                "1.x",
                "1.done.",
                "1e3",
                "9999999999999999999"
            })
    void refusesAnythingElse(String text) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> StreamPosition.parse(text));
    }

    @Test
    void tellsEventsChunksAndTheEndApart() {
        assertThat(StreamPosition.parse("7")).isEqualTo(new StreamPosition.AtEvent(7));
        assertThat(StreamPosition.parse("7.2")).isEqualTo(new StreamPosition.InAnswer(7, 2));
        assertThat(StreamPosition.parse("7.done")).isEqualTo(new StreamPosition.Done(7));
    }
}
