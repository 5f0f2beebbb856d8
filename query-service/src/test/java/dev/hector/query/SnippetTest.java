package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnippetTest {

    @Test
    void shortTextIsShownWhole() {
        assertThat(marked("My favourite colour is teal.", "colour teal")).isEqualTo("My favourite «colour» is «teal».");
    }

    @Test
    void longTextIsCutBetweenWords() {
        var snippet = marked("word ".repeat(100) + "needle" + " word".repeat(100), "needle");

        assertThat(snippet).startsWith("…word").endsWith("word…").contains(" «needle» ");
        assertThat(snippet.length()).isBetween(200, 242);
    }

    @Test
    void thePassageWithMostOfTheQueryIsShown() {
        var text = "teal teal teal " + "word ".repeat(100) + "a colour of teal" + " word".repeat(100);

        assertThat(marked(text, "colour teal")).contains("a «colour» of «teal»").doesNotContain("«teal» «teal»");
    }

    @Test
    void linesBecomeOne() {
        assertThat(marked("\n first\n\tneedle\0\nlast \n", "needle")).isEqualTo("first «needle» last");
    }

    @Test
    void noCharacterIsCutInHalf() {
        var family = "👩‍👩‍👧";
        var snippet = marked("x" + family.repeat(100) + "needle" + family.repeat(100), "needle");

        assertThat(snippet).contains("«needle»");
        assertThat(snippet.replace(family, "").replace("«needle»", "")).isEqualTo("……");
    }

    @Test
    void partsOfTextWithoutBlanksAreHighlighted() {
        assertThat(marked("私は東京都に住んでいます。", "東京都 住")).isEqualTo("私は«東京都»に«住»んでいます。");
    }

    @Test
    void wordsThatWereBegunAreHighlightedWhole() {
        assertThat(marked("teatime with Tea", "te*")).isEqualTo("«teatime» with «Tea»");
    }

    @Test
    void phrasesAreHighlightedWithWhatIsBetween() {
        assertThat(marked("a Dark, blue sea and dark", "\"dark blue\"")).isEqualTo("a «Dark, blue» sea and dark");
    }

    @Test
    void aMatchThatIsTooLongIsCut() {
        var snippet = marked("a " + "x".repeat(1000) + " b", "x*");

        assertThat(snippet).startsWith("…«xxx").endsWith("x»…").hasSizeLessThanOrEqualTo(242);
    }

    @Test
    void withoutAMatchTheBeginningIsShown() {
        assertThat(marked("word ".repeat(100), "needle"))
                .startsWith("word word")
                .endsWith("word…");
    }

    /** The snippet with « and » around what is highlighted. */
    private static String marked(String text, String typed) {
        var snippet = Snippet.of(text, Matches.of(SearchQuery.parse(typed), text));
        var marked = new StringBuilder(snippet.text());
        snippet.highlights()
                .reversed()
                .forEach(range -> marked.insert(range.end(), '»').insert(range.start(), '«'));
        return marked.toString();
    }
}
