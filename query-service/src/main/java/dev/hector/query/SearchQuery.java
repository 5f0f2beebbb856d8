package dev.hector.query;

import dev.hector.query.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What people type: words that must all be there, "phrases", -left out, begin*. Whatever is none of that is read as words.
 *
 * @param wanted all of these
 * @param unwanted none of these
 */
record SearchQuery(Set<Clause> wanted, Set<Clause> unwanted) {

    private static final Pattern QUOTES = Pattern.compile("[\u201C\u201D\u201E\u201F\u00AB\u00BB\u300C\u300D]");

    private static final Pattern PART =
            Pattern.compile("(-)?(?:\"([^\"]*)\"|([^\\s\"]+|\"))", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * Words that follow each other.
     *
     * @param words at least one
     * @param prefix the last one may go on
     */
    record Clause(List<String> words, boolean prefix) {

        String last() {
            return words.getLast();
        }

        /** The words that must be there as they are. */
        List<String> complete() {
            return prefix ? words.subList(0, words.size() - 1) : words;
        }
    }

    static SearchQuery parse(String text) {
        var wanted = new LinkedHashSet<Clause>();
        var unwanted = new LinkedHashSet<Clause>();
        var part = PART.matcher(QUOTES.matcher(text).replaceAll("\""));
        while (part.find()) {
            var typed = part.group(2) == null ? part.group(3) : part.group(2);
            var clauses = part.group(1) == null ? wanted : unwanted;
            addClause(clauses, Tokenizer.of(typed), part.group(2) == null && typed.endsWith("*"));
        }
        return new SearchQuery(wanted, unwanted);
    }

    /** One letter of a script without blanks stands for the pairs it begins; several letters are pairs already. */
    private static void addClause(Set<Clause> clauses, List<Token> read, boolean prefix) {
        if (read.isEmpty()) {
            return;
        }
        var words = new ArrayList<>(read.stream().map(Token::text).toList());
        var goesOn = prefix;
        if (read.getLast().kind() == Kind.LAST) {
            if (read.size() > 1 && read.get(read.size() - 2).kind() == Kind.PAIR) {
                words.removeLast();
            } else {
                goesOn = true;
            }
        }
        clauses.add(new Clause(List.copyOf(words), goesOn));
    }
}
