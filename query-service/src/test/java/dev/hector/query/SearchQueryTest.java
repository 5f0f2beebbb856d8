package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.query.SearchQuery.Clause;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchQueryTest {

    /** Expected: phrases in brackets, what is left out behind a minus, open ends with a star. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "teal colour|[teal] [colour]",
                "Teal teal|[teal]",
                "\"favourite colour\"|[favourite colour]",
                "“favourite colour” „ja“|[favourite colour] [ja]",
                "teal -colour -\"dark blue\"|[teal] -[colour] -[dark blue]",
                "e-mail don't|[e mail] [don t]",
                "tea* \"tea*\"|[tea*] [tea]",
                "\"open end|[open] [end]",
                "foo\"bar baz\"|[foo] [bar baz]",
                "- -- * \"\" -\"\" -* a|[a]",
                "--gone a|[a] -[gone]",
                "a OR b AND (c) NEAR/3|[a] [or] [b] [and] [c] [near 3]",
                "words:x ^y 'z|[words x] [y] [z]",
                "東京都|[東京 京都]",
                "京|[京*]",
                "\"猫 cat\" \"cat 猫\"|[猫 cat] [cat 猫*]",
                "👍|[👍]"
            })
    void readsWhatPeopleType(String typed, String read) {
        assertThat(written(SearchQuery.parse(typed))).isEqualTo(read);
    }

    private static String written(SearchQuery query) {
        var wanted = query.wanted().stream().map(SearchQueryTest::written).collect(Collectors.joining(" "));
        return query.unwanted().stream()
                .map(clause -> " -" + written(clause))
                .collect(Collectors.joining("", wanted, ""));
    }

    private static String written(Clause clause) {
        return "[" + String.join(" ", clause.words()) + (clause.prefix() ? "*]" : "]");
    }
}
