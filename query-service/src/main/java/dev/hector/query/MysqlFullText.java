package dev.hector.query;

import static java.util.stream.Collectors.joining;

import dev.hector.query.SearchQuery.Clause;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * MySQL and MariaDB: InnoDB's FULLTEXT in boolean mode. Servers leave out words that are common or shorter than 3
 * letters or longer than 84, and take some letters for blanks; so words are written in other letters: {@code zz}, then
 * digits and letters of ASCII as they are, and five characters for any other.
 */
final class MysqlFullText implements FullText {

    private static final SearchedRows ROWS =
            new SearchedRows(SearchedRows.INSERT + ", words) values ", "(" + SearchedRows.MARKS + ", ?)");

    private static final int LONGEST = 84;

    /** Servers refuse phrases of more than 128 words. */
    private static final int LONGEST_PHRASE = 100;

    private static final int ESCAPED_DIGITS = 4;

    @Override
    public void insert(JdbcClient rows, String userId, List<SearchedText> texts) {
        ROWS.insert(
                rows,
                texts,
                text -> Stream.concat(
                                SearchedRows.values(userId, text).stream(),
                                Stream.of(joined(Tokenizer.of(text.text()))))
                        .toList());
    }

    @Override
    public void delete(JdbcClient rows, String condition, List<?> values) {
        rows.sql("delete from searched_text where " + condition).params(values).update();
    }

    private static String joined(List<Token> words) {
        return words.stream().map(word -> written(word.text())).collect(joining(" "));
    }

    @Override
    public String expression(SearchQuery query) {
        return Stream.concat(
                        query.wanted().stream().map(MysqlFullText::required),
                        query.unwanted().stream().map(unwanted -> "-(" + required(unwanted) + ")"))
                .collect(joining(" "));
    }

    /**
     * No phrase may end in the beginning of a word here; the beginning may then be anywhere. Of a phrase that is too long
     * its first words count.
     */
    private static String required(Clause clause) {
        var phrase = clause.complete().isEmpty()
                ? ""
                : clause.complete().stream()
                        .limit(LONGEST_PHRASE)
                        .map(MysqlFullText::written)
                        .collect(joining(" ", "+\"", "\""));
        return clause.prefix() ? (phrase + " +" + written(clause.last()) + "*").strip() : phrase;
    }

    /** Words that differ only behind what fits are taken for the same. */
    private static String written(String word) {
        var written = new StringBuilder("zz");
        word.codePoints().mapToObj(MysqlFullText::written).forEach(letter -> {
            if (written.length() + letter.length() <= LONGEST) {
                written.append(letter);
            }
        });
        return written.toString();
    }

    private static String written(int letter) {
        if (letter < 0x80) {
            return Character.toString(letter);
        }
        var digits = Integer.toString(letter, Character.MAX_RADIX);
        return "_" + "0".repeat(ESCAPED_DIGITS - digits.length()) + digits;
    }

    @Override
    public String matching() {
        return " from searched_text t where match (t.words) against (:words in boolean mode)";
    }

    @Override
    public String score() {
        return "match (t.words) against (:words in boolean mode)";
    }
}
