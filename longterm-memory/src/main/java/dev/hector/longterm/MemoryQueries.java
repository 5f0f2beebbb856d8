package dev.hector.longterm;

import dev.hector.recall.Memory;
import dev.hector.recall.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code memory} as a recall reads it: never beyond its scope. */
final class MemoryQueries {

    private static final String CHANGE = """
        SELECT m.stamp, m.position, m.session_id, m.sequence, m.role, m.speaker, m.occurred_at, m.content, m.deleted,
          v.embedding
        FROM memory m LEFT JOIN memory_vector v ON v.model = ? AND v.position = m.position
        """;

    private static final String CHANGES = CHANGE + """
        WHERE %s AND m.stamp >= ? AND (m.stamp > ? OR m.position > ?) AND m.position > ?
        ORDER BY m.stamp, m.position LIMIT ?
        """;

    private static final String FOUND = """
        SELECT m.position, m.session_id, m.sequence, m.memory_id, m.message_id, m.role, m.speaker, m.occurred_at, m.content,
          m.tokens
        FROM memory m
        WHERE %s AND m.deleted = 0 AND m.position IN (%s)
          AND NOT EXISTS (SELECT 1 FROM parked_session p JOIN session n ON n.number = p.session
            WHERE p.projection = ? AND n.tenant = m.tenant AND n.agent = m.agent AND n.session_id = m.session_id)
        """;

    private static final String COUNT = """
        SELECT count(*), count(*) - count(v.position)
        FROM memory m LEFT JOIN memory_vector v ON v.model = ? AND v.position = m.position
        WHERE %s AND m.deleted = 0
        """;

    private MemoryQueries() {}

    /** How far changes have been read: everything up to this stamp, and at this stamp up to this position. */
    record Mark(long stamp, long position) {

        static final Mark START = new Mark(0, 0);
    }

    /** A memory that is new, has got its vector, or is gone. */
    @SuppressWarnings("ArrayRecordComponent")
    record Change(Mark at, boolean deleted, Memory memory, float @Nullable [] vector) {}

    /** How much a scope holds. */
    record Size(long memories, long characters) {}

    /** What changed since a mark in the order of the stamps, at most {@code limit}, of positions above {@code floor}. */
    static List<Change> changes(JdbcClient rows, Scope scope, String model, Mark since, long floor, int limit) {
        return rows.sql(CHANGES.formatted(scope.condition()))
                .params(model)
                .params(scope.values())
                .params(since.stamp(), since.stamp(), since.position(), floor, limit)
                .query((row, _) -> change(row))
                .list();
    }

    static Size size(JdbcClient rows, Scope scope) {
        return rows.sql("SELECT count(*), coalesce(sum(length(m.content)), 0) FROM memory m WHERE " + scope.condition()
                        + " AND m.deleted = 0")
                .params(scope.values())
                .query((row, _) -> new Size(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** The position below the newest {@code newest} memories; 0 when there are no more. */
    static long floor(JdbcClient rows, Scope scope, long newest) {
        return rows.sql("SELECT m.position FROM memory m WHERE " + scope.condition()
                        + " AND m.deleted = 0 ORDER BY m.position DESC LIMIT 1 OFFSET ?")
                .params(scope.values())
                .params(newest)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Those that are still there. Nothing of a parked session, whose deletion may be what could not be applied. */
    static List<StoredMemory> find(JdbcClient rows, Scope scope, Collection<Long> positions) {
        if (positions.isEmpty()) {
            return List.of();
        }
        var marks = String.join(", ", Collections.nCopies(positions.size(), "?"));
        return rows.sql(FOUND.formatted(scope.conditionOfNamed(), marks))
                .params(scope.values())
                .params(new ArrayList<Object>(positions))
                .params(scope.view().cursor(scope.agent()))
                .query((row, _) -> memory(row))
                .list();
    }

    /**
     * How many memories there are.
     *
     * @param waiting of these, without a vector of the model
     */
    record Count(long memories, long waiting) {}

    static Count count(JdbcClient rows, Scope scope, String model) {
        return rows.sql(COUNT.formatted(scope.condition()))
                .params(model)
                .params(scope.values())
                .query((row, _) -> new Count(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** Memories that are there, as changes of their whole; {@code condition} is about {@code memory m}. */
    static List<Change> whole(JdbcClient rows, Scope scope, String model, String condition, List<Object> values) {
        return rows.sql(CHANGE + "WHERE " + scope.condition() + " AND m.deleted = 0 AND " + condition)
                .params(model)
                .params(scope.values())
                .params(values)
                .query((row, _) -> change(row))
                .list();
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(mark(row), row.getInt("deleted") == 1, indexed(row), vector(row));
    }

    static Mark mark(ResultSet row) throws SQLException {
        return new Mark(row.getLong("stamp"), row.getLong("position"));
    }

    /** A row of {@code memory} as recall's index has it. */
    static Memory indexed(ResultSet row) throws SQLException {
        var speaker = row.getString("speaker");
        var origin = new Origin(
                row.getLong("position"),
                row.getString("session_id"),
                row.getLong("sequence"),
                speaker == null ? row.getString("role") : speaker,
                Instant.ofEpochMilli(row.getLong("occurred_at")));
        return new Memory(origin, row.getString("content"));
    }

    private static float @Nullable [] vector(ResultSet row) throws SQLException {
        var stored = row.getBytes("embedding");
        return stored == null ? null : Vectors.decoded(stored);
    }

    private static StoredMemory memory(ResultSet row) throws SQLException {
        return new StoredMemory(
                row.getLong("position"),
                row.getString("session_id"),
                row.getLong("sequence"),
                row.getString("memory_id"),
                row.getString("message_id"),
                row.getString("role"),
                row.getString("speaker"),
                Instant.ofEpochMilli(row.getLong("occurred_at")),
                row.getString("content"),
                row.getInt("tokens"));
    }
}
