package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello, World!|hello world",
                "don't e-mail example.com|don t e mail example com",
                "ÄRGER Straße naïve Łódź|arger strasse naive lodz",
                "ＦＵＬＬ ﬁne x²|full fine x2",
                "Ёлка ЙОД|елка иод",
                "Ὀδυσσεύς|οδυσσευσ",
                "مُحَمَّد שָׁלוֹם|محمد שלום",
                "हिन्दी|हिन्दी",
                "soft\u00ADhyphen می\u200Cخواهم|softhyphen میخواهم",
                "3,50 € or $5|3 50 € or 5",
                "well 👍🏽 done|well 👍 done",
                "東京都|東京 京都 都",
                "東京 Tower|東京 京 tower",
                "カラオケ|カラ ラオ オケ ケ",
                "สวัส|สว วั ัส ส",
                "학교에서|학교 교에 에서 서",
                "!?…|''"
            })
    void comparesWhatPeopleTakeForTheSame(String text, String words) {
        assertThat(String.join(" ", Tokenizer.of(text).stream().map(Token::text).toList()))
                .isEqualTo(words);
    }

    @Test
    void tellsWhereAWordIs() {
        var text = "  Ärger\u0301, 東京";

        assertThat(Tokenizer.of(text))
                .extracting(word -> text.substring(word.start(), word.end()))
                .containsExactly("Ärger\u0301", "東京", "京");
    }

    @Test
    void readsNoMoreThanADatabaseTakes() {
        assertThat(Tokenizer.of("a ".repeat(50_000))).hasSize(16_000);
        assertThat(Tokenizer.of("東".repeat(50_000))).hasSizeLessThanOrEqualTo(16_001);
        assertThat(Tokenizer.of("x".repeat(50_000)).getFirst().text()).hasSize(64);
        assertThat(Tokenizer.of("ﷺ".repeat(10) + " ﷺ")).hasSize(2);
    }

    @Test
    void halfOfACharacterPartsWords() {
        assertThat(Tokenizer.of("a\uD83Db\0c")).extracting(Token::text).containsExactly("a", "b", "c");
    }
}
