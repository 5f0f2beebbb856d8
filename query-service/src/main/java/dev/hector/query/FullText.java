package dev.hector.query;

import dev.hector.store.SessionStore;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code searched_text} as a product searches it. The words of a query are letters, digits and signs only, so
 * nothing of it can be taken for an operator.
 */
sealed interface FullText permits PostgresFullText, SqliteFullText, MysqlFullText {

    static FullText of(SessionStore store) {
        return switch (store.driver()) {
            case POSTGRES -> new PostgresFullText();
            case SQLITE -> new SqliteFullText();
            case MYSQL -> new MysqlFullText();
        };
    }

    /** Stores texts of positions that have no rows. */
    void insert(JdbcClient rows, String userId, List<SearchedText> texts);

    /** Deletes the rows that have these values in the condition's marks. */
    void delete(JdbcClient rows, String condition, List<?> values);

    /** The query in the product's own language, for the parameter {@code words}. */
    String expression(SearchQuery query);

    /** FROM and WHERE: rows {@code t} that match the parameter {@code words}; more conditions may follow. */
    String matching();

    /** How well a row matches: the more the better. */
    String score();
}
