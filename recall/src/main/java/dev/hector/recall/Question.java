package dev.hector.recall;

import java.util.function.Predicate;

/**
 * What is asked of an index.
 *
 * @param limit the most hits wanted, at least 1
 * @param admitted which memories may be hits; the others still count as what was said around them. Called while the
 *     index is held for reading, so it must be quick and must not call the index
 */
public record Question(String text, int limit, Predicate<Origin> admitted) {

    public Question {
        if (limit < 1) {
            throw new IllegalArgumentException("A question wants " + limit + " memories");
        }
    }

    /** The same, of fewer memories. */
    Question only(Predicate<Origin> others) {
        return new Question(text, limit, admitted.and(others));
    }

    public static Question of(String text, int limit) {
        return new Question(text, limit, _ -> true);
    }
}
