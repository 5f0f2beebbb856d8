package dev.hector.longterm;

import dev.hector.store.SessionStore;
import java.util.Collections;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Vectors of an agent's memories that a model made which the agent uses no more. */
record UnusedVectors(SessionStore store, String agent, String modelInUse) {

    private static final int TOGETHER = 500;

    void remove() {
        while (store.write(this::removeSome) == TOGETHER) {
            Thread.onSpinWait();
        }
    }

    private int removeSome(JdbcClient rows) {
        var positions = rows.sql("""
            SELECT v.position FROM memory_vector v JOIN memory m ON m.position = v.position
            WHERE m.agent = ? AND v.model <> ? LIMIT ?
            """)
                .params(agent, modelInUse, TOGETHER)
                .query(Long.class)
                .list();
        if (!positions.isEmpty()) {
            rows.sql("DELETE FROM memory_vector WHERE model <> ? AND position IN ("
                            + String.join(", ", Collections.nCopies(positions.size(), "?")) + ")")
                    .params(modelInUse)
                    .params(positions)
                    .update();
        }
        return positions.size();
    }
}
