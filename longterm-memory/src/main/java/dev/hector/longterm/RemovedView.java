package dev.hector.longterm;

import dev.hector.store.SessionStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A view of an agent that nobody wants any more. */
record RemovedView(SessionStore store, String agent, View view) {

    private static final int TOGETHER = 500;

    /** Removes its cursor and then its rows, some at a time; stops when somebody has begun to build it again. */
    void remove() {
        if (!store.read(this::isThere)) {
            return;
        }
        store.write(this::forgetCursor);
        while (store.write(this::removeSome) == TOGETHER) {
            Thread.onSpinWait();
        }
    }

    private boolean isThere(JdbcClient rows) {
        return ViewCursor.position(rows, view, agent).isPresent()
                || !positions(rows, 1).isEmpty();
    }

    private int forgetCursor(JdbcClient rows) {
        rows.sql("DELETE FROM parked_session WHERE projection = ?")
                .params(view.cursor(agent))
                .update();
        return rows.sql("DELETE FROM projection_cursor WHERE name = ?")
                .params(view.cursor(agent))
                .update();
    }

    private int removeSome(JdbcClient rows) {
        ChangeSequence.next(rows);
        if (ViewCursor.position(rows, view, agent).isPresent()) {
            return 0;
        }
        var positions = positions(rows, TOGETHER);
        if (!positions.isEmpty()) {
            var marks = " IN (" + String.join(", ", Collections.nCopies(positions.size(), "?")) + ")";
            rows.sql("DELETE FROM memory_vector WHERE position" + marks)
                    .params(new ArrayList<Object>(positions))
                    .update();
            rows.sql("DELETE FROM memory WHERE view_name = ? AND position" + marks)
                    .params(view.storedName())
                    .params(new ArrayList<Object>(positions))
                    .update();
        }
        return positions.size();
    }

    private List<Long> positions(JdbcClient rows, int most) {
        return rows.sql("SELECT position FROM memory WHERE view_name = ? AND agent = ? LIMIT ?")
                .params(view.storedName(), agent, most)
                .query(Long.class)
                .list();
    }
}
