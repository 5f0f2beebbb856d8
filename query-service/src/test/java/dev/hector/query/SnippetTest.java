package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SnippetTest {

    @Test
    void shortTextIsShownWhole() {
        assertThat(snippet("My favourite colour is teal.", "colour")).isEqualTo("My favourite «colour» is teal.");
    }

    @Test
    void longTextIsCutBetweenWords() {
        var text = "word ".repeat(40) + "needle" + " word".repeat(40);

        var snippet = snippet(text, "needle");

        assertThat(snippet).startsWith("… word").endsWith("word…").contains(" «needle» ");
        assertThat(snippet.length()).isLessThan(140);
    }

    @Test
    void linesBecomeOne() {
        assertThat(snippet("first\n\tneedle\nlast", "needle")).isEqualTo("first «needle» last");
    }

    @Test
    void noCharacterIsCutInHalf() {
        var text = "x" + "😀".repeat(100) + "needle" + "😀".repeat(100);

        var snippet = snippet(text, "needle");

        assertThat(snippet.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF))
                .isEmpty();
    }

    private static String snippet(String text, String sought) {
        var match = Pattern.compile(sought, Pattern.LITERAL).matcher(text);
        assertThat(match.find()).isTrue();
        return Snippet.around(text, match);
    }
}
