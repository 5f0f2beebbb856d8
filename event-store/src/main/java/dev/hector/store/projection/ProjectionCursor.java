package dev.hector.store.projection;

import dev.hector.store.EventRows;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A projection's row in {@code projection_cursor}. */
record ProjectionCursor(String projection) {

    /** The position reached, for the transaction's own: nobody else moves it before the commit. */
    long lock(JdbcClient rows) {
        if (!touch(rows)) {
            begin(rows);
        }
        return rows.sql("SELECT position FROM projection_cursor WHERE name = ?")
                .params(projection)
                .query(Long.class)
                .single();
    }

    /** The positions reached, which nobody moves before the commit; others may look at them likewise. PostgreSQL only. */
    static Map<String, Long> shareAll(JdbcClient rows, Collection<String> projections) {
        var positions = new TreeMap<String, Long>();
        rows.sql("SELECT name, position FROM projection_cursor WHERE name = ANY (?) ORDER BY name FOR SHARE")
                .param(projections.toArray(String[]::new))
                .query(row -> {
                    positions.put(row.getString(1), row.getLong(2));
                });
        projections.stream()
                .filter(name -> !positions.containsKey(name))
                .sorted()
                .forEach(name -> positions.put(name, new ProjectionCursor(name).lock(rows)));
        return positions;
    }

    private boolean touch(JdbcClient rows) {
        return rows.sql("UPDATE projection_cursor SET position = position WHERE name = ?")
                        .params(projection)
                        .update()
                > 0;
    }

    /** Two processes that begin together take turns at the head of the log, as there is no row of theirs to wait for. */
    private void begin(JdbcClient rows) {
        rows.sql("UPDATE shard_head SET position = position WHERE shard = ?")
                .params(EventRows.SHARD)
                .update();
        if (!touch(rows)) {
            rows.sql("INSERT INTO projection_cursor (name, position) VALUES (?, 0)")
                    .params(projection)
                    .update();
        }
    }

    void move(JdbcClient rows, long position) {
        rows.sql("UPDATE projection_cursor SET position = ? WHERE name = ?")
                .params(position, projection)
                .update();
    }
}
