package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.wire.QueryRefusal;
import dev.hector.wire.Reply;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void tokenContinuesAfterTheLastNumberShown() {
        var first = start("asc", "messages");

        var page = first.page(numbers(1, 3), Long::longValue);

        assertThat(page.items()).containsExactly(1L, 2L);
        assertThat(resumed(page.nextToken(), "asc", "messages").after()).isEqualTo(2);
    }

    @Test
    void descendingTokenContinuesBelow() {
        var page = start("desc", "messages").page(numbers(1, 3).reversed(), Long::longValue);

        var next = resumed(page.nextToken(), "desc", "messages");

        assertThat(next.before()).isEqualTo(2);
        assertThat(next.after()).isZero();
    }

    @Test
    void lastPageHasNoToken() {
        assertThat(start("asc", "messages").page(numbers(1, 2), Long::longValue).nextToken())
                .isEmpty();
    }

    @Test
    void tokenOfAnotherQuestionIsRefused() {
        var token = start("asc", "messages").tokenAt(7);

        assertThat(field(paging(token, "asc").cursor("asc", "events"))).isEqualTo("page_token");
        assertThat(field(paging(token, "desc").cursor("asc", "messages"))).isEqualTo("page_token");
    }

    @Test
    void changedTokenIsRefused() {
        var token = start("asc", "messages").tokenAt(7);

        for (var forged : List.of(
                PageTokens.write(List.of(8L), "messages"),
                PageTokens.write(List.of(), "messages"),
                token.substring(1),
                token + "=",
                "not a token",
                "ÿ")) {
            assertThat(field(paging(forged, "asc").cursor("asc", "messages")))
                    .as(forged)
                    .isEqualTo("page_token");
        }
    }

    @Test
    void pageSizeOutOfRangeNamesTheField() {
        assertThat(field(new Paging(1001, "", "").cursor("asc"))).isEqualTo("page_size");
        assertThat(field(new Paging(-1, "", "").cursor("asc"))).isEqualTo("page_size");
    }

    @Test
    void unknownOrderNamesTheField() {
        assertThat(field(new Paging(1, "", "newest").cursor("asc"))).isEqualTo("order");
    }

    @Test
    void absentPageSizeIsFifty() {
        assertThat(cursor(Paging.FIRST.cursor("asc")).size()).isEqualTo(50);
    }

    private static Cursor start(String order, String scope) {
        return resumed("", order, scope);
    }

    private static Cursor resumed(String token, String order, String scope) {
        return cursor(paging(token, order).cursor("asc", scope));
    }

    private static Paging paging(String token, String order) {
        return new Paging(2, token, order);
    }

    private static Cursor cursor(Reply<Cursor> reply) {
        return switch (reply) {
            case Reply.Answer<Cursor>(var cursor) -> cursor;
            case Reply.Refused<Cursor>(var refusal) -> throw new AssertionError(refusal);
        };
    }

    private static String field(Reply<Cursor> reply) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        var refusal = ((Reply.Refused<Cursor>) reply).refusal();
        return ((QueryRefusal.InvalidRequest) refusal).field();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
