package dev.hector.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HectorConfigReaderPropertyTest {

    private static final List<String> PIECES = List.of(
            "agents",
            "llms",
            "session_stores",
            "sessions",
            "assistant",
            "memory",
            "working",
            "longterm",
            "budget",
            "tools",
            "reasoning",
            "timeout",
            "sql",
            "driver",
            ":",
            ": ",
            "\n",
            "\n  ",
            "\n    ",
            "\n      ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"",
            "'",
            "#",
            "|\n",
            ">",
            "&a ",
            "*a",
            "!!int ",
            "!x ",
            "? ",
            "---\n",
            "...",
            "%",
            "${",
            "}",
            "${X:-1}",
            "0.5",
            "-1",
            "1e999",
            "30m",
            "null",
            "~",
            "true",
            "<<",
            "\t",
            "\u0000",
            "é",
            "😀");

    @Property(tries = 2000)
    void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
        assertThat(isReadOrRefused(new String(bytes, StandardCharsets.ISO_8859_1)))
                .isTrue();
    }

    @Property(tries = 5000)
    void randomPiecesAreReadOrRefused(@ForAll("pieces") String yaml) {
        assertThat(isReadOrRefused(yaml)).isTrue();
    }

    @Property
    void aNameIsNearestToItself(@ForAll("names") String name) {
        assertThat(NearestName.of(name, List.of("zzzzzzzzzz", name))).contains(name);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('a', 'f').ofMinLength(1).ofMaxLength(12);
    }

    /** Any other exception fails the property. */
    private static boolean isReadOrRefused(String yaml) {
        try {
            HectorConfigReader.read("c.yaml", yaml, Map.of());
        } catch (ConfigException e) {
            return !e.problems().isEmpty();
        }
        return true;
    }
}
