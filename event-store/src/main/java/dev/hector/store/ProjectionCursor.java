package dev.hector.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A projection's row in {@code projection_cursor}. */
record ProjectionCursor(String projection) {

    /** The position reached, for the transaction's own: nobody else moves it before the commit. */
    long lock(JdbcClient rows) {
        var locked = rows.sql("UPDATE projection_cursor SET position = position WHERE name = ? RETURNING position")
                .params(projection)
                .query(Long.class);
        return locked.optional().orElseGet(() -> {
            rows.sql("INSERT INTO projection_cursor (name, position) VALUES (?, 0) ON CONFLICT DO NOTHING")
                    .params(projection)
                    .update();
            return locked.single();
        });
    }

    void move(JdbcClient rows, long position) {
        rows.sql("UPDATE projection_cursor SET position = ? WHERE name = ?")
                .params(position, projection)
                .update();
    }
}
