package dev.hector.query;

import dev.hector.query.SearchQuery.Clause;
import dev.hector.query.Token.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a text has what a query wants. */
final class Matches {

    /**
     * One place.
     *
     * @param clause the number of what was wanted
     * @param start in the text, in UTF-16 code units
     * @param end where it ends
     */
    record Match(int clause, int start, int end) {}

    private Matches() {}

    /** Ordered by where they begin, longer ones first. */
    static List<Match> of(SearchQuery query, String text) {
        var words = Tokenizer.of(text);
        var matches = new ArrayList<Match>();
        var number = 0;
        for (var clause : query.wanted()) {
            for (var at = 0; at + clause.words().size() <= words.size(); at++) {
                if (isAt(at, clause, words)) {
                    matches.add(new Match(number, words.get(at).start(), end(at, clause, words, text)));
                }
            }
            number++;
        }
        matches.sort(Comparator.comparingInt(Match::start).thenComparing(Match::end, Comparator.reverseOrder()));
        return matches;
    }

    private static boolean isAt(int at, Clause clause, List<Token> words) {
        var complete = clause.complete();
        for (var i = 0; i < complete.size(); i++) {
            if (!words.get(at + i).text().equals(complete.get(i))) {
                return false;
            }
        }
        return !clause.prefix() || words.get(at + complete.size()).text().startsWith(clause.last());
    }

    /** Where only the beginning of a pair matches, its second letter is left out. */
    private static int end(int at, Clause clause, List<Token> words, String text) {
        var last = words.get(at + clause.words().size() - 1);
        return last.kind() == Kind.PAIR && !last.text().equals(clause.last())
                ? text.offsetByCodePoints(last.start(), 1)
                : last.end();
    }
}
