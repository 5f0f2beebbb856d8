package dev.hector.query;

import static java.util.stream.Collectors.joining;

import dev.hector.query.SearchQuery.Clause;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQLite: an FTS5 table without contents of its own beside the rows. */
final class SqliteFullText implements FullText {

    private static final SearchedRows ROWS =
            new SearchedRows(SearchedRows.INSERT + ") values ", "(" + SearchedRows.MARKS + ")");

    private static final SearchedRows WORDS =
            new SearchedRows("insert into searched_words (rowid, words) values ", "(?, ?)");

    @Override
    public void insert(JdbcClient rows, String userId, List<SearchedText> texts) {
        ROWS.insert(rows, texts, text -> SearchedRows.values(userId, text));
        WORDS.insert(rows, texts, text -> List.of(text.event().position(), joined(Tokenizer.of(text.text()))));
    }

    private static String joined(List<Token> words) {
        return words.stream().map(Token::text).collect(joining(" "));
    }

    @Override
    public void delete(JdbcClient rows, String condition, List<?> values) {
        rows.sql("delete from searched_words where rowid in (select position from searched_text where " + condition
                        + ")")
                .params(values)
                .update();
        rows.sql("delete from searched_text where " + condition).params(values).update();
    }

    /** What is left out stands in one group, as FTS5 takes no deep chain of NOT. */
    @Override
    public String expression(SearchQuery query) {
        var wanted = all(query.wanted(), " AND ");
        return query.unwanted().isEmpty() ? wanted : wanted + " NOT " + all(query.unwanted(), " OR ");
    }

    private static String all(Collection<Clause> clauses, String operator) {
        return clauses.stream().map(SqliteFullText::phrase).collect(joining(operator, "(", ")"));
    }

    private static String phrase(Clause clause) {
        return clause.words().stream()
                .map(word -> '"' + word + '"')
                .collect(joining(" + ", "", clause.prefix() ? " *" : ""));
    }

    /** The words come first: without its hint SQLite may begin with all rows of the agent. */
    @Override
    public String matching() {
        return " from searched_words cross join searched_text t on t.position = searched_words.rowid"
                + " where searched_words match :words";
    }

    @Override
    public String score() {
        return "-bm25(searched_words)";
    }
}
