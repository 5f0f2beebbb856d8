package dev.hector.longterm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The due memories of an agent's view that have no vector of a model. */
record PendingEmbeddings(View view, String agent, String model) {

    private static final String PENDING = """
        FROM memory m LEFT JOIN memory_vector v ON v.model = ? AND v.position = m.position
        WHERE m.view_name = ? AND m.agent = ? AND m.due = 1 AND m.deleted = 0 AND v.position IS NULL
        """;

    private static final String AFTER = " AND m.stamp >= ? AND (m.stamp > ? OR m.position > ?)";

    private static final String UNCLAIMED = """
         AND NOT EXISTS (SELECT 1 FROM memory_claim c
            WHERE c.model = ? AND c.position = m.position AND c.owner <> ? AND c.claimed_until > ?)\
        """;

    private static final String CLAIMED = """
        FROM memory_claim c JOIN memory m ON m.position = c.position
        WHERE m.view_name = ? AND m.agent = ? AND c.model = ? AND c.owner <> ? AND c.claimed_until > ?\
        """;

    /** A memory that waits. */
    record Pending(MemoryQueries.Mark at, String content) {

        long position() {
            return at.position();
        }
    }

    /** A vector for a memory. */
    @SuppressWarnings("ArrayRecordComponent")
    record Embedded(long position, float[] vector) {}

    /**
     * The next after a mark that nobody but {@code claimant} embeds now, in the order in which they changed.
     *
     * @param now the time at which a claim must not be over to count
     */
    List<Pending> next(JdbcClient rows, MemoryQueries.Mark after, int limit, String claimant, Instant now) {
        return rows.sql("SELECT m.stamp, m.position, m.content " + PENDING + AFTER + UNCLAIMED
                        + " ORDER BY m.stamp, m.position LIMIT ?")
                .params(model, view.storedName(), agent)
                .params(after.stamp(), after.stamp(), after.position())
                .params(model, claimant, now.toEpochMilli(), limit)
                .query((row, _) ->
                        new Pending(new MemoryQueries.Mark(row.getLong(1), row.getLong(2)), row.getString(3)))
                .list();
    }

    boolean claimedByOthers(JdbcClient rows, String claimant, Instant now) {
        return rows.sql("SELECT count(*) " + CLAIMED)
                        .params(view.storedName(), agent, model, claimant, now.toEpochMilli())
                        .query(Long.class)
                        .single()
                > 0;
    }

    long count(JdbcClient rows) {
        return rows.sql("SELECT count(*) " + PENDING)
                .params(model, view.storedName(), agent)
                .query(Long.class)
                .single();
    }

    /** Stores vectors within the transaction of {@code rows}, but for memories that have one or are gone by now. */
    int store(JdbcClient rows, List<Embedded> embedded) {
        var stamp = ChangeSequence.next(rows);
        var wanted = stillPending(rows, embedded);
        if (!wanted.isEmpty()) {
            insert(rows, wanted);
            rows.sql("UPDATE memory SET stamp = ? WHERE view_name = ? AND position IN (" + marks(wanted) + ")")
                    .params(stamp, view.storedName())
                    .params(positions(wanted))
                    .update();
        }
        return wanted.size();
    }

    private List<Embedded> stillPending(JdbcClient rows, List<Embedded> embedded) {
        var pending =
                new HashSet<>(rows.sql("SELECT m.position " + PENDING + " AND m.position IN (" + marks(embedded) + ")")
                        .params(model, view.storedName(), agent)
                        .params(positions(embedded))
                        .query(Long.class)
                        .list());
        return embedded.stream().filter(one -> pending.contains(one.position())).toList();
    }

    private void insert(JdbcClient rows, List<Embedded> wanted) {
        var values = new ArrayList<Object>();
        wanted.forEach(one -> Collections.addAll(values, model, one.position(), Vectors.encoded(one.vector())));
        rows.sql("INSERT INTO memory_vector (model, position, embedding) VALUES "
                        + String.join(", ", Collections.nCopies(wanted.size(), "(?, ?, ?)")))
                .params(values)
                .update();
    }

    private static String marks(List<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    private static List<Object> positions(List<Embedded> embedded) {
        return embedded.stream().<Object>map(Embedded::position).toList();
    }
}
