package dev.hector.store.projection;

import dev.hector.store.EventRows;
import dev.hector.store.SessionStore;
import dev.hector.store.SqlSessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.projection.RebuiltRows.Difference;
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
    private static final int LONGEST_PLAIN_NAME = 50;
    private static final List<String> BOOKKEEPING = List.of("projection_cursor", "parked_session", "stream_progress");

    private final SqlSessionStore store;
    private final String projection;
    private final RebuiltRows view;
    private final ProjectionStep step;
    private final ProjectionCursor cursor;
    private final String schema;

    /** @param tables that hold the projection's rows, and no others */
    public ViewRebuild(SessionStore store, Projection projection, List<String> tables) {
        this(store, projection, new WholeTables(List.copyOf(tables)));
    }

    /** @param view what the projection makes */
    public ViewRebuild(SessionStore store, Projection projection, RebuiltRows view) {
        if (!(store instanceof SqlSessionStore sql) || !sql.takesStreams()) {
            throw new IllegalArgumentException("Views are rebuilt beside the live ones in PostgreSQL only; the store '"
                    + store.name() + "' is in another database");
        }
        this.store = sql;
        this.projection = projection.name();
        this.view = view;
        this.step = new ProjectionStep(sql, projection);
        this.cursor = new ProjectionCursor(projection.name());
        this.schema = schema(projection.name());
    }

    /** Short enough for the database, and another for each projection. */
    private static String schema(String projection) {
        var plain = projection.replaceAll("[^a-z0-9_]", "_");
        return plain.equals(projection) && plain.length() <= LONGEST_PLAIN_NAME
                ? "rebuild_" + plain
                : "rebuild_%.40s_%08x".formatted(plain, projection.hashCode());
    }

    /** The projection whose rows are built. */
    public String projection() {
        return projection;
    }

    /** Hears how far the log was read. */
    public interface Progress {

        void at(long position, long head);
    }

    /**
     * What came of it.
     *
     * @param position up to which both were compared
     * @param found between the two; put right by now
     */
    public record Outcome(long position, Difference found) {

        public boolean equal() {
            return found.isNone();
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
            Stream.concat(view.tables().stream(), BOOKKEEPING.stream())
                    .forEach(table -> rows.sql(
                                    "CREATE TABLE %s.%s (LIKE %s INCLUDING ALL)".formatted(schema, table, live(table)))
                            .update());
            return beside(rows, () -> {
                view.prepare(rows);
                return 0;
            });
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
        var found = view.replace(rows, schema);
        park(rows);
        return new Outcome(position, found);
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

    private void park(JdbcClient rows) {
        rows.sql("DELETE FROM " + live("parked_session") + " WHERE projection = ?")
                .params(projection)
                .update();
        rows.sql("INSERT INTO %s SELECT * FROM %s".formatted(live("parked_session"), beside("parked_session")))
                .update();
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
        var result = work.getAsLong();
        rows.sql("SET LOCAL search_path TO public").update();
        return result;
    }
}
