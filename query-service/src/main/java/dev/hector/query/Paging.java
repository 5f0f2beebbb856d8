package dev.hector.query;

import dev.hector.wire.Reply;

/**
 * Which page is wanted, as the caller typed it.
 *
 * @param size 0 is {@value #DEFAULT_SIZE}; at most {@value #MAX_SIZE}
 * @param token a page's {@link Page#nextToken()}; empty is the first page
 * @param order {@code asc}, {@code desc} or empty for the question's own default
 */
public record Paging(int size, String token, String order) {

    public static final int DEFAULT_SIZE = 50;
    public static final int MAX_SIZE = 1000;

    /** The first page in the default size and order. */
    public static final Paging FIRST = new Paging(0, "", "");

    /** Checked against the question: a token continues only the question (its scope and order) that it came from. */
    Reply<Cursor> cursor(String defaultOrder, Object... scope) {
        var wanted = order.isEmpty() ? defaultOrder : order;
        if (!wanted.equals("asc") && !wanted.equals("desc")) {
            return checkedSize().then(_ -> Reply.invalid("order", "must be asc or desc, not '" + order + "'"));
        }
        return checkedSize().then(entries -> Cursor.resume(entries, wanted.equals("desc"), token, scope));
    }

    /** How many entries the page may have. */
    Reply<Integer> checkedSize() {
        return size < 0 || size > MAX_SIZE
                ? Reply.invalid("page_size", "must be from 1 to " + MAX_SIZE + ", not " + size)
                : Reply.of(size == 0 ? DEFAULT_SIZE : size);
    }
}
