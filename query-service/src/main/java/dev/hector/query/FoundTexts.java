package dev.hector.query;

import dev.hector.store.EventRows;
import dev.hector.store.StoredEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code searched_text} as one search reads it: never beyond its scope. */
record FoundTexts(JdbcClient rows, FullText fullText, SearchScope scope, SearchQuery query) {

    private static final String TITLES = """
        select t.position, c.title from searched_text t left join session_catalogue c on c.session = t.session \
        where t.position in (:positions)\
        """;

    /** Where a text stands among those of all sessions by when it was said. */
    record Mark(long saidAt, long position) {

        static final Mark NEWEST = new Mark(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** An event with its session's title. */
    record Titled(StoredEvent event, @Nullable String title) {}

    /** The scores of the positions that match best, best first; of those that score the same, the newest first. */
    SequencedMap<Long, Double> best(int limit) {
        return scores(statement(
                        "select t.position, " + fullText.score() + " as score",
                        " order by score desc, t.said_at desc, t.position desc limit :limit")
                .param("limit", limit));
    }

    /** Those of the positions that still match. */
    Map<Long, Double> scores(Collection<Long> positions) {
        return positions.isEmpty()
                ? Map.of()
                : scores(statement(
                                "select t.position, " + fullText.score() + " as score",
                                " and t.position in (:positions)")
                        .param("positions", positions));
    }

    private static SequencedMap<Long, Double> scores(JdbcClient.StatementSpec statement) {
        var scores = new LinkedHashMap<Long, Double>();
        statement.query(row -> {
            scores.put(row.getLong("position"), row.getDouble("score"));
        });
        return scores;
    }

    /** What was said last below the mark. */
    List<Mark> newest(Mark below, int limit) {
        return statement(
                        "select t.position, t.said_at",
                        " and (t.said_at < :saidAt or (t.said_at = :saidAt and t.position < :position))"
                                + " order by t.said_at desc, t.position desc limit :limit")
                .param("saidAt", below.saidAt())
                .param("position", below.position())
                .param("limit", limit)
                .query((row, _) -> new Mark(row.getLong("said_at"), row.getLong("position")))
                .list();
    }

    private JdbcClient.StatementSpec statement(String select, String rest) {
        return scope.bind(rows.sql(select + fullText.matching() + scope.condition() + rest))
                .param("words", fullText.expression(query));
    }

    /** By position. */
    Map<Long, Titled> events(Collection<Long> positions) {
        var titles = titles(positions);
        return EventRows.readAt(rows, titles.keySet()).stream()
                .collect(Collectors.toMap(
                        StoredEvent::position, event -> new Titled(event, titles.get(event.position()))));
    }

    private Map<Long, @Nullable String> titles(Collection<Long> positions) {
        var titles = new HashMap<Long, @Nullable String>();
        if (!positions.isEmpty()) {
            rows.sql(TITLES).param("positions", positions).query(row -> {
                titles.put(row.getLong("position"), row.getString("title"));
            });
        }
        return titles;
    }
}
