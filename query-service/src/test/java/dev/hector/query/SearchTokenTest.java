package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SearchTokenTest {

    @Test
    void givesBackItsNumbers() {
        var numbers = List.of(0L, 127L, 128L, 1L << 40, -1L, Long.MIN_VALUE, Long.MAX_VALUE);

        assertThat(SearchToken.read(SearchToken.write(numbers, "q"), "q")).contains(numbers);
    }

    @Test
    void isOfOneQuestionOnly() {
        var token = SearchToken.write(List.of(1L), "q");

        assertThat(SearchToken.read(token, "other")).isEmpty();
        assertThat(SearchToken.read("x" + token.substring(1), "q")).isEmpty();
        assertThat(SearchToken.read(token + "A", "q")).isEmpty();
        assertThat(SearchToken.read("", "q")).isEmpty();
        assertThat(SearchToken.read(Digest.of("q", "not base64") + "not base64", "q"))
                .isEmpty();
    }

    @Test
    void allHitsThatAreRankedFitIntoAnAddress() {
        var positions = LongStream.range(0, TextSearch.MOST_RANKED)
                .mapToObj(number -> (1L << 35) - 1 - number)
                .toList();

        assertThat(SearchToken.write(positions, "q").length()).isLessThan(4096);
    }
}
