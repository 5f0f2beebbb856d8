package dev.hector.recall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnglishWordsTest {

    @Test
    void stemsWordsAndLeavesFunctionWordsOut() {
        assertThat(EnglishWords.of("When did Caroline's friends go running?"))
                .containsExactly("carolin", "friend", "go", "run");
    }

    @Test
    void splitsByUnicodeAndDropsAccents() {
        assertThat(EnglishWords.of("Café-Besuch, 東京 2024")).containsExactly("cafe", "besuch", "東", "京", "2024");
    }

    @Test
    void keepsRepetitionsInOrder() {
        assertThat(EnglishWords.of("piano music, music")).containsExactly("piano", "music", "music");
    }

    @Test
    void findsNothingInFunctionWords() {
        assertThat(EnglishWords.of("What did you do?")).isEmpty();
    }
}
