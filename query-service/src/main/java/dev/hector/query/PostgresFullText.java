package dev.hector.query;

import static java.util.stream.Collectors.joining;

import dev.hector.query.SearchQuery.Clause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL: a {@code tsvector} that is written as it is stored, without a parser or a dictionary, under GIN. */
final class PostgresFullText implements FullText {

    private static final SearchedRows ROWS = new SearchedRows(
            SearchedRows.INSERT + ", words) values ", "(" + SearchedRows.MARKS + ", cast(? as tsvector))");

    @Override
    public void insert(JdbcClient rows, String userId, List<SearchedText> texts) {
        ROWS.insert(
                rows,
                texts,
                text -> Stream.concat(
                                SearchedRows.values(userId, text).stream(),
                                Stream.of(vector(Tokenizer.of(text.text()))))
                        .toList());
    }

    @Override
    public void delete(JdbcClient rows, String condition, List<?> values) {
        rows.sql("delete from searched_text where " + condition).params(values).update();
    }

    private static String vector(List<Token> words) {
        var positions = new LinkedHashMap<String, StringBuilder>();
        for (var position = 1; position <= words.size(); position++) {
            positions
                    .computeIfAbsent(words.get(position - 1).text(), _ -> new StringBuilder())
                    .append(',')
                    .append(position);
        }
        return positions.entrySet().stream()
                .map(word -> lexeme(word.getKey()) + ':' + word.getValue().substring(1))
                .collect(joining(" "));
    }

    @Override
    public String expression(SearchQuery query) {
        return Stream.concat(
                        query.wanted().stream().map(PostgresFullText::phrase),
                        query.unwanted().stream().map(unwanted -> "!" + phrase(unwanted)))
                .collect(joining(" & "));
    }

    private static String phrase(Clause clause) {
        return clause.words().stream()
                .map(PostgresFullText::lexeme)
                .collect(joining(" <-> ", "(", clause.prefix() ? ":*)" : ")"));
    }

    private static String lexeme(String word) {
        return "'" + word + "'";
    }

    @Override
    public String matching() {
        return " from searched_text t where t.words @@ cast(:words as tsquery)";
    }

    /** Divided by the logarithm of the text's length. */
    @Override
    public String score() {
        return "ts_rank_cd(t.words, cast(:words as tsquery), 1)";
    }
}
