package dev.hector.store;

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

    /** The position reached, which nobody moves before the commit; others may look at it likewise. */
    long share(JdbcClient rows) {
        return rows.sql("SELECT position FROM projection_cursor WHERE name = ? FOR SHARE")
                .params(projection)
                .query(Long.class)
                .optional()
                .orElseGet(() -> lock(rows));
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
