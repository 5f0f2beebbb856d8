package dev.hector.longterm;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a view has come. */
final class ViewCursor {

    private ViewCursor() {}

    /** The position; empty when nobody has begun to build the view. */
    static Optional<Long> position(JdbcClient rows, View view, String agent) {
        return rows.sql("SELECT position FROM projection_cursor WHERE name = ?")
                .params(view.cursor(agent))
                .query(Long.class)
                .optional();
    }
}
