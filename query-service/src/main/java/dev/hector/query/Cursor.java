package dev.hector.query;

import dev.hector.wire.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Where in an ordered list a page begins. Its {@linkplain PageTokens token} holds the last number shown.
 *
 * @param last the last number of the page before; 0 begins at the first
 */
record Cursor(int size, boolean descending, long last, String scope) {

    static Reply<Cursor> resume(int size, boolean descending, String token, Object... scope) {
        var start = new Cursor(size, descending, 0, descending + Arrays.toString(scope));
        if (token.isEmpty()) {
            return Reply.of(start);
        }
        return PageTokens.read(token, start.scope)
                .map(numbers -> Reply.of(start.at(numbers.getLast())))
                .orElseGet(() -> Reply.invalid(
                        "page_token", "is not a next_page_token of this list with these filters and this order"));
    }

    /** Only numbers above this one are wanted. */
    long after() {
        return descending ? 0 : last;
    }

    /** Only numbers below this one are wanted. */
    long before() {
        return descending && last > 0 ? last : Long.MAX_VALUE;
    }

    /** One more than the page holds, which tells whether there is a next page. */
    int limit() {
        return size + 1;
    }

    <T> Page<T> page(List<T> found, ToLongFunction<T> number) {
        if (found.size() <= size) {
            return new Page<>(found, "");
        }
        var shown = found.subList(0, size);
        return new Page<>(shown, tokenAt(number.applyAsLong(shown.getLast())));
    }

    String tokenAt(long number) {
        return PageTokens.write(List.of(number), scope);
    }

    private Cursor at(long number) {
        return new Cursor(size, descending, number, scope);
    }
}
