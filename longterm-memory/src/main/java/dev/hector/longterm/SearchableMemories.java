package dev.hector.longterm;

import dev.hector.longterm.MemoryQueries.Mark;
import dev.hector.recall.Origin;
import dev.hector.recall.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What pgvector and PostgreSQL's full text search in, of an agent's view: a row in each table for each vector of a model. */
record SearchableMemories(View view, String agent, String model) {

    /** Longer texts are found by their beginning. */
    private static final int MOST_WORDS = 5_000;

    private static final String MISSING = """
        SELECT m.stamp, m.position, m.tenant, m.user_id, m.session_id, m.sequence, m.role, m.speaker, m.occurred_at, m.content,
          v.embedding
        FROM memory m JOIN memory_vector v ON v.model = ? AND v.position = m.position
          LEFT JOIN memory_nearest n ON n.model = v.model AND n.position = v.position
        WHERE m.view_name = ? AND m.agent = ? AND m.due = 1 AND m.deleted = 0 AND n.position IS NULL
          AND m.stamp >= ? AND (m.stamp > ? OR m.position > ?)
        ORDER BY m.stamp, m.position LIMIT ?
        """;

    private static final String INSERT_WORDS = """
        INSERT INTO searched_memory
          (model, position, view_name, tenant, agent, user_id, session_id, sequence, speaker, length, words)
        VALUES \
        """;

    private static final String WORDS_ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, array_to_tsvector(CAST(? AS text[])))";
    private static final String INSERT_VECTORS = "INSERT INTO memory_nearest (model, position, embedding) VALUES ";
    private static final String VECTOR_ROW = "(?, ?, CAST(? AS vector))";
    private static final String UNLESS_THERE = " ON CONFLICT DO NOTHING";

    /** A memory that is in {@code memory_vector} only. */
    @SuppressWarnings("ArrayRecordComponent")
    record Missing(Mark at, String tenant, String userId, Origin origin, Words words, float[] vector) {

        long position() {
            return at.position();
        }
    }

    /** The next after a mark, in the order in which they changed. */
    List<Missing> next(JdbcClient rows, Mark after, int limit) {
        return rows.sql(MISSING)
                .params(model, view.storedName(), agent)
                .params(after.stamp(), after.stamp(), after.position(), limit)
                .query((row, _) -> missing(row))
                .list();
    }

    private static Missing missing(ResultSet row) throws SQLException {
        var memory = MemoryQueries.indexed(row);
        return new Missing(
                MemoryQueries.mark(row),
                row.getString("tenant"),
                row.getString("user_id"),
                memory.origin(),
                Words.of(memory),
                Vectors.decoded(row.getBytes("embedding")));
    }

    /** Stores them within the transaction of {@code rows}, but for those that are gone by now or were stored by another. */
    int store(JdbcClient rows, List<Missing> found) {
        ChangeSequence.hold(rows);
        var there = new HashSet<>(
                rows.sql("SELECT position FROM memory_vector WHERE model = ? AND position IN (" + marks(found) + ")")
                        .params(model)
                        .params(found.stream().<Object>map(Missing::position).toList())
                        .query(Long.class)
                        .list());
        var wanted =
                found.stream().filter(one -> there.contains(one.position())).toList();
        if (!wanted.isEmpty()) {
            insertWords(rows, wanted);
            insertVectors(rows, wanted);
        }
        return wanted.size();
    }

    private void insertWords(JdbcClient rows, List<Missing> wanted) {
        var values = new ArrayList<Object>();
        wanted.forEach(one -> Collections.addAll(
                values,
                model,
                one.position(),
                view.storedName(),
                one.tenant(),
                agent,
                one.userId(),
                one.origin().sessionId(),
                one.origin().sequence(),
                one.origin().speaker(),
                one.words().length(),
                stems(one.words())));
        rows.sql(INSERT_WORDS + String.join(", ", Collections.nCopies(wanted.size(), WORDS_ROW)) + UNLESS_THERE)
                .params(values)
                .update();
    }

    private static String stems(Words words) {
        return PostgresLiterals.array(words.stems().stream().limit(MOST_WORDS).toList());
    }

    private void insertVectors(JdbcClient rows, List<Missing> wanted) {
        var values = new ArrayList<Object>();
        wanted.forEach(one -> Collections.addAll(values, model, one.position(), PostgresLiterals.vector(one.vector())));
        rows.sql(INSERT_VECTORS + String.join(", ", Collections.nCopies(wanted.size(), VECTOR_ROW)) + UNLESS_THERE)
                .params(values)
                .update();
    }

    private static String marks(List<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }
}
