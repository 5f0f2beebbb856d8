package dev.hector.recall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpokenTextTest {

    @Test
    void takesTheSpeakerFromALabel() {
        assertThat(SpokenText.of("user", "Ann Lee: I went: alone"))
                .isEqualTo(new SpokenText("Ann Lee", "I went: alone"));
    }

    @Test
    void leavesTextWithoutALabelAsItIs() {
        assertThat(SpokenText.of("user", "I said: no")).isEqualTo(new SpokenText("user", "I said: no"));
        assertThat(SpokenText.of("user", "Ann:")).isEqualTo(new SpokenText("user", "Ann:"));
        assertThat(SpokenText.of("user", "https://example.org: a link"))
                .isEqualTo(new SpokenText("user", "https://example.org: a link"));
    }
}
