package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.proto.v1.PageToken;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageTokensTest {

    @Test
    void giveBackTheirNumbers() {
        var numbers = List.of(0L, 127L, 128L, 1L << 40, -1L, Long.MIN_VALUE, Long.MAX_VALUE);

        assertThat(PageTokens.read(PageTokens.write(numbers, "q"), "q")).contains(numbers);
    }

    @Test
    void areOfOneQuestionOnly() {
        var token = PageTokens.write(List.of(1L), "q");

        assertThat(PageTokens.read(token, "other")).isEmpty();
        assertThat(PageTokens.read("x" + token.substring(1), "q")).isEmpty();
        assertThat(PageTokens.read(token + "A", "q")).isEmpty();
        assertThat(PageTokens.read("", "q")).isEmpty();
        assertThat(PageTokens.read("not base64", "q")).isEmpty();
        assertThat(PageTokens.read(PageTokens.write(List.of(), "q"), "q")).isEmpty();
    }

    @Test
    void areNoOthersWithTheSameDigest() throws Exception {
        var token = PageToken.parseFrom(Base64.getUrlDecoder().decode(PageTokens.write(List.of(7L), "q")));

        assertThat(PageTokens.read(encoded(token), "q")).contains(List.of(7L));
        assertThat(PageTokens.read(encoded(token.toBuilder().setNumbers(0, 8).build()), "q"))
                .isEmpty();
        assertThat(PageTokens.read(encoded(token.toBuilder().clearDigest().build()), "q"))
                .isEmpty();
    }

    @Test
    void allHitsThatAreRankedFitIntoAnAddress() {
        var positions = LongStream.range(0, TextSearch.MOST_RANKED)
                .mapToObj(number -> (1L << 35) - 1 - number)
                .toList();

        assertThat(PageTokens.write(positions, "q").length()).isLessThan(4096);
    }

    private static String encoded(PageToken token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray());
    }
}
