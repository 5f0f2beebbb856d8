package dev.hector.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements that write many rows at once.
 *
 * @param begin a statement up to its first row
 * @param row the marks of a row
 */
record SearchedRows(String begin, String row) {

    private static final int TOGETHER = 50;

    /** Servers refuse statements beyond some megabytes. */
    private static final int LONGEST_TOGETHER = 200_000;

    /** Up to the columns that say whose text it is, of which {@link #values} are the values. */
    static final String INSERT = "insert into searched_text (position, session, said_at, tenant, agent, user_id, role";

    static final String MARKS =
            "?, (select number from session where tenant = ? and agent = ? and session_id = ?), ?, ?, ?, ?, ?";

    static List<Object> values(String userId, SearchedText text) {
        var session = text.event().session();
        return List.of(
                text.event().position(),
                session.tenant(),
                session.agent(),
                session.sessionId(),
                text.saidAt().toEpochMilli(),
                session.tenant(),
                session.agent(),
                userId,
                text.role());
    }

    void insert(JdbcClient rows, List<SearchedText> texts, Function<SearchedText, List<?>> values) {
        var together = new ArrayList<SearchedText>();
        var length = 0;
        for (var text : texts) {
            if (together.size() == TOGETHER || length + text.text().length() > LONGEST_TOGETHER) {
                write(rows, together, values);
                together.clear();
                length = 0;
            }
            together.add(text);
            length += text.text().length();
        }
        write(rows, together, values);
    }

    private void write(JdbcClient rows, List<SearchedText> texts, Function<SearchedText, List<?>> values) {
        if (!texts.isEmpty()) {
            rows.sql(begin + String.join(", ", Collections.nCopies(texts.size(), row)))
                    .params(texts.stream()
                            .<Object>flatMap(text -> values.apply(text).stream())
                            .toList())
                    .update();
        }
    }
}
