package dev.hector.gateway.rest;

import dev.hector.gateway.Checks;
import org.jspecify.annotations.Nullable;

/** A page's size as a query parameter gives it. */
final class PageSize {

    private static final int DEFAULT = 0;

    private PageSize() {}

    static int of(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT;
        }
        Checks.require(
                asked >= 1, "page_size", "page_size is between 1 and " + Checks.MAX_PAGE_SIZE + ", not " + asked + ".");
        return asked;
    }
}
