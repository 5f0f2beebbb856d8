package dev.hector.store;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Builds a projection's rows anew from the log, beside those that are read meanwhile, compares the two and puts the new
 * ones in the place of those that differ. Only for stores in PostgreSQL, where the new rows are in a schema of their own.
 * Ended in the middle, nothing has changed and it can be run again.
 */
public final class ViewRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(ViewRebuild.class);
    private static final List<String> BOOKKEEPING = List.of("projection_cursor", "parked_session", "stream_progress");

    private final SqlSessionStore store;
    private final String projection;
    private final List<String> tables;
    private final ProjectionStep step;
    private final ProjectionCursor cursor;
    private final String schema;

    /** @param tables that hold the projection's rows, and no others */
    public ViewRebuild(SessionStore store, Projection projection, List<String> tables) {
        if (!(store instanceof SqlSessionStore sql) || !sql.takesStreams()) {
            throw new IllegalArgumentException("Views are rebuilt beside the live ones in PostgreSQL only; the store '"
                    + store.name() + "' is in another database");
        }
        this.store = sql;
        this.projection = projection.name();
        this.tables = List.copyOf(tables);
        this.step = new ProjectionStep(sql, projection);
        this.cursor = new ProjectionCursor(projection.name());
        this.schema = "rebuild_" + projection.name().replaceAll("[^a-z0-9_]", "_");
    }

    /** Hears how far the log was read. */
    public interface Progress {

        void at(long position, long head);
    }

    /**
     * What came of it.
     *
     * @param position up to which both were compared
     * @param rows in the new view
     * @param missing rows of the new view that the live one did not have
     * @param surplus rows of the live view that the new one does not have
     */
    public record Outcome(long position, long rows, long missing, long surplus) {

        public boolean equal() {
            return missing == 0 && surplus == 0;
        }
    }

    /** Throws {@link StoreUnavailableException} when the database cannot be reached. */
    public Outcome run(Progress progress) {
        prepare();
        try {
            read(progress);
            return store.write(this::change);
        } finally {
            store.write(rows ->
                    rows.sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE").update());
        }
    }

    private void prepare() {
        store.write(rows -> {
            rows.sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE").update();
            rows.sql("CREATE SCHEMA " + schema).update();
            Stream.concat(tables.stream(), BOOKKEEPING.stream())
                    .forEach(table -> rows.sql(
                                    "CREATE TABLE %s.%s (LIKE %s INCLUDING ALL)".formatted(schema, table, live(table)))
                            .update());
            return true;
        });
    }

    private void read(Progress progress) {
        var position = 0L;
        final var head = store.log().head();
        while (position < head) {
            position = store.write(rows -> beside(rows, () -> step.advance(rows, head)));
            progress.at(Math.min(position, head), head);
        }
    }

    /** While this runs nobody else advances the live view. */
    private Outcome change(JdbcClient rows) {
        var position = level(rows);
        var missing = tables.stream()
                .mapToLong(table -> count(rows, without(beside(table), live(table))))
                .sum();
        var surplus = tables.stream()
                .mapToLong(table -> count(rows, without(live(table), beside(table))))
                .sum();
        var size =
                tables.stream().mapToLong(table -> count(rows, beside(table))).sum();
        if (missing + surplus > 0) {
            tables.forEach(table -> replace(rows, table));
        }
        park(rows);
        return new Outcome(position, size, missing, surplus);
    }

    /** Brings both to the same position; the live one is locked from here on. */
    private long level(JdbcClient rows) {
        cursor.lock(rows);
        var head = EventRows.head(rows);
        while (step.advance(rows, head, head) < head) {
            LOG.debug("The live view of {} catches up", projection);
        }
        while (beside(rows, () -> step.advance(rows, head, head)) < head) {
            LOG.debug("The new view of {} catches up", projection);
        }
        return head;
    }

    private void replace(JdbcClient rows, String table) {
        rows.sql("DELETE FROM %1$s AS live WHERE NOT EXISTS (SELECT FROM %2$s AS made WHERE made = live)"
                        .formatted(live(table), beside(table)))
                .update();
        rows.sql(
                        "INSERT INTO %1$s SELECT made.* FROM %2$s AS made WHERE NOT EXISTS (SELECT FROM %1$s AS live WHERE live = made)"
                                .formatted(live(table), beside(table)))
                .update();
    }

    private void park(JdbcClient rows) {
        rows.sql("DELETE FROM " + live("parked_session") + " WHERE projection = ?")
                .params(projection)
                .update();
        rows.sql("INSERT INTO %s SELECT * FROM %s".formatted(live("parked_session"), beside("parked_session")))
                .update();
    }

    private static long count(JdbcClient rows, String from) {
        return rows.sql("SELECT count(*) FROM " + from).query(Long.class).single();
    }

    private static String without(String these, String those) {
        return "(SELECT * FROM %s EXCEPT SELECT * FROM %s) AS rest".formatted(these, those);
    }

    private static String live(String table) {
        return "public." + table;
    }

    private String beside(String table) {
        return schema + "." + table;
    }

    /** Tables that are named without a schema are the new ones meanwhile. */
    private long beside(JdbcClient rows, LongSupplier work) {
        rows.sql("SET LOCAL search_path TO " + schema + ", public").update();
        try {
            return work.getAsLong();
        } finally {
            rows.sql("SET LOCAL search_path TO public").update();
        }
    }
}
