package dev.hector.longterm;

import dev.hector.recall.TermStatistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code searched_memory} and {@code memory_nearest} as a recall reads them: only of its scope and up to a
 * position, and for candidates nothing of a parked session.
 */
record CandidateQueries(JdbcClient rows, Scope scope, String model, long upTo) {

    /** Of more words than this, it is counted in a part of the memories how many have them. */
    private static final int COUNTED_IN_ALL = 16;

    private static final String NOT_PARKED = """
         AND NOT EXISTS (SELECT 1 FROM parked_session p JOIN session n ON n.number = p.session
            WHERE p.projection = ? AND n.tenant = s.tenant AND n.agent = s.agent AND n.session_id = s.session_id)
        """;

    /** Distances first: a sort by them would carry the vectors along. */
    private static final String NEAREST = """
        WITH measured AS MATERIALIZED (
          SELECT s.position, CASE WHEN vector_dims(n.embedding) = ? THEN n.embedding <=> CAST(? AS vector) END AS distance
          FROM searched_memory s JOIN memory_nearest n ON n.model = s.model AND n.position = s.position
          WHERE %s)
        SELECT position FROM measured WHERE distance IS NOT NULL ORDER BY distance, position DESC LIMIT ?
        """;

    private static final String BEST_WORDS = """
        SELECT s.position FROM searched_memory s WHERE %s AND s.words @@ CAST(? AS tsquery)
        ORDER BY %s DESC, s.position DESC LIMIT ?
        """;

    private static final String WEIGHED = "CASE WHEN s.words @@ CAST(? AS tsquery) THEN CAST(? AS float8) ELSE 0 END";

    /** With each memory, the three before it and the three after. */
    private static final String AROUND = """
        SELECT DISTINCT around.position
        FROM searched_memory s CROSS JOIN LATERAL (
          (SELECT b.position FROM searched_memory b WHERE %1$s AND b.sequence <= s.sequence ORDER BY b.sequence DESC LIMIT 4)
          UNION ALL
          (SELECT b.position FROM searched_memory b WHERE %1$s AND b.sequence > s.sequence ORDER BY b.sequence LIMIT 3)) around
        WHERE s.model = ? AND s.position IN (%2$s)
        """;

    private static final String SAME_SESSION = "b.model = s.model AND b.view_name = s.view_name AND b.tenant = s.tenant"
            + " AND b.agent = s.agent AND b.session_id = s.session_id";

    /** What the memories are like, and who speaks in them. */
    record Profile(TermStatistics statistics, Set<String> speakers) {}

    Profile profile(Collection<String> stems) {
        var every = (stems.size() + COUNTED_IN_ALL - 1) / COUNTED_IN_ALL;
        var values = new ArrayList<Object>();
        var counts = new StringBuilder();
        for (var stem : stems) {
            counts.append(", count(*) FILTER (WHERE s.position % ? = 0 AND s.words @@ CAST(? AS tsquery))");
            Collections.addAll(values, Math.max(1, every), PostgresLiterals.anyOf(List.of(stem)));
        }
        var holders = new HashMap<String, Long>();
        var speakers = new HashSet<String>();
        var sums = new long[2];
        rows.sql("SELECT s.speaker, count(*), sum(s.length)" + counts + " FROM searched_memory s WHERE " + condition()
                        + " GROUP BY s.speaker")
                .params(values)
                .params(scopeValues())
                .query(row -> {
                    speakers.add(row.getString(1));
                    sums[0] += row.getLong(2);
                    sums[1] += row.getLong(3);
                    var column = 4;
                    for (var stem : stems) {
                        holders.merge(stem, every * row.getLong(column++), Long::sum);
                    }
                });
        stems.forEach(stem -> holders.putIfAbsent(stem, 0L));
        return new Profile(new TermStatistics(sums[0], sums[1], holders), speakers);
    }

    /** The nearest to a vector, exactly. */
    List<Long> nearest(float[] vector, int limit) {
        return rows.sql(NEAREST.formatted(condition() + NOT_PARKED))
                .params(vector.length, PostgresLiterals.vector(vector))
                .params(scopeValues())
                .params(scope.view().cursor(scope.agent()), limit)
                .query(Long.class)
                .list();
    }

    /**
     * Those with the most of the words.
     *
     * @param weights by stem
     */
    List<Long> withWords(Map<String, Double> weights, int limit) {
        if (weights.isEmpty()) {
            return List.of();
        }
        var weighed = String.join(" + ", Collections.nCopies(weights.size(), WEIGHED));
        var values = new ArrayList<Object>();
        weights.forEach((stem, weight) -> Collections.addAll(values, PostgresLiterals.anyOf(List.of(stem)), weight));
        return rows.sql(BEST_WORDS.formatted(condition() + NOT_PARKED, weighed))
                .params(scopeValues())
                .params(scope.view().cursor(scope.agent()), PostgresLiterals.anyOf(weights.keySet()))
                .params(values)
                .params(limit)
                .query(Long.class)
                .list();
    }

    /** The same memories and those around them. */
    Set<Long> around(Collection<Long> positions) {
        if (positions.isEmpty()) {
            return Set.of();
        }
        var marks = String.join(", ", Collections.nCopies(positions.size(), "?"));
        return new HashSet<>(rows.sql(AROUND.formatted(SAME_SESSION, marks))
                .params(model)
                .params(new ArrayList<Object>(positions))
                .query(Long.class)
                .list());
    }

    private String condition() {
        return "s.model = ? AND " + scope.within("s") + " AND s.position <= ?";
    }

    private List<Object> scopeValues() {
        var values = new ArrayList<Object>();
        values.add(model);
        values.addAll(scope.values());
        values.add(upTo);
        return values;
    }
}
