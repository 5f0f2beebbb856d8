package dev.hector.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hector.store.Reply;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * Where in an ordered list a page begins. Its text form holds the last number shown and a digest over it and the
 * question, so that a token that was cut, changed or used with another question is told from a good one.
 *
 * @param last the last number of the page before; 0 begins at the first
 */
record Cursor(int size, boolean descending, long last, String scope) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,18})\\.[0-9a-f]{16}");

    static Reply<Cursor> resume(int size, boolean descending, String token, Object... scope) {
        var start = new Cursor(size, descending, 0, descending + Arrays.toString(scope));
        if (token.isEmpty()) {
            return Reply.of(start);
        }
        var last = start.read(token);
        return last.isPresent()
                ? Reply.of(start.at(last.getAsLong()))
                : Reply.invalid(
                        "page_token", "is not a next_page_token of this list with these filters and this order");
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
        var text = number + "." + Digest.of(scope, Long.toString(number));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private Cursor at(long number) {
        return new Cursor(size, descending, number, scope);
    }

    private OptionalLong read(String token) {
        var form = FORM.matcher(decode(token));
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        return parse(form.group(1)).stream()
                .filter(number -> tokenAt(number).equals(token))
                .findAny();
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static OptionalLong parse(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
