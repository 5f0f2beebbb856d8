package dev.hector.longterm;

import dev.hector.store.projection.RebuiltRows;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An agent's memories as they are built anew. Stamps, and what a deleted memory leaves behind, depend on who wrote when,
 * and are not compared. A memory whose text stays keeps its vectors; one whose text is another waits to be embedded.
 *
 * <p>Indexes of running processes hear of every change by its stamp: a memory that goes away takes its session with it
 * there, and the rest of the session comes again with a later stamp.
 */
record RebuiltMemories(String agent, View view) implements RebuiltRows {

    private static final String COLUMNS = """
        view_name, position, tenant, agent, session_id, user_id, sequence, memory_id, message_id, role, speaker,
          occurred_at, content, tokens, due\
        """;

    private static final String KEPT =
            "SELECT " + COLUMNS + " FROM %s.memory WHERE view_name = ? AND agent = ? AND deleted = 0";

    private static final String FORGET_VECTORS = """
        DELETE FROM memory_vector v USING %1$s.surplus s
        WHERE v.position = s.position
          AND NOT EXISTS (SELECT FROM %1$s.missing m WHERE m.position = s.position AND m.content = s.content)
        """;

    /** Vectors of a memory that is not there are of nobody knows which text. */
    private static final String FORGET_LEFT_VECTORS = """
        DELETE FROM memory_vector v USING %1$s.missing m
        WHERE v.position = m.position AND NOT EXISTS (SELECT FROM %1$s.surplus s WHERE s.position = m.position)
        """;

    private static final String BURY = """
        UPDATE memory m SET content = '', speaker = NULL, deleted = 1, stamp = ? FROM %1$s.surplus s
        WHERE m.view_name = s.view_name AND m.position = s.position
          AND NOT EXISTS (SELECT FROM %1$s.missing n WHERE n.position = s.position)
        """;

    private static final String TELL_AGAIN = """
        UPDATE memory m SET stamp = ?
        WHERE m.view_name = ? AND m.agent = ? AND m.deleted = 0 AND EXISTS (SELECT FROM %1$s.surplus s
            WHERE s.tenant = m.tenant AND s.agent = m.agent AND s.session_id = m.session_id)
        """;

    private static final String MAKE_ROOM = """
        DELETE FROM memory l USING %1$s.missing m WHERE l.view_name = m.view_name AND l.position = m.position
        """;

    private static final String INSERT =
            "INSERT INTO memory (" + COLUMNS + ", deleted, stamp) SELECT " + COLUMNS + ", 0, ? FROM %1$s.missing";

    @Override
    public List<String> tables() {
        return List.of("memory", "memory_vector", "memory_stamp");
    }

    @Override
    public void prepare(JdbcClient rows) {
        rows.sql("INSERT INTO memory_stamp SELECT * FROM public.memory_stamp").update();
    }

    @Override
    public Difference replace(JdbcClient rows, String made) {
        difference(rows, made, "missing", made, "public");
        difference(rows, made, "surplus", "public", made);
        var found = new Difference(
                count(rows, made + ".memory WHERE deleted = 0"),
                count(rows, made + ".missing"),
                count(rows, made + ".surplus"));
        if (found.missing() + found.surplus() > 0) {
            putRight(rows, made);
        }
        return found;
    }

    private void difference(JdbcClient rows, String made, String table, String these, String those) {
        rows.sql("CREATE TABLE %s.%s AS (%s EXCEPT %s)".formatted(made, table, kept(these), kept(those)))
                .params(view.storedName(), agent, view.storedName(), agent)
                .update();
    }

    private static String kept(String schema) {
        return KEPT.formatted(schema);
    }

    private void putRight(JdbcClient rows, String made) {
        rows.sql(BURY.formatted(made)).params(ChangeSequence.next(rows)).update();
        rows.sql(FORGET_VECTORS.formatted(made)).update();
        rows.sql(FORGET_LEFT_VECTORS.formatted(made)).update();
        var stamp = ChangeSequence.next(rows);
        rows.sql(TELL_AGAIN.formatted(made))
                .params(stamp, view.storedName(), agent)
                .update();
        rows.sql(MAKE_ROOM.formatted(made)).update();
        rows.sql(INSERT.formatted(made)).params(stamp).update();
    }

    private static long count(JdbcClient rows, String from) {
        return rows.sql("SELECT count(*) FROM " + from).query(Long.class).single();
    }
}
