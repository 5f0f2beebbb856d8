package dev.hector.store.projection;

import dev.hector.store.SessionStore;
import dev.hector.store.SqlSessionStore;
import dev.hector.store.StoredEvent;
import java.util.List;

/** Ways to feed projections that are known to be bad: what checks a promise must catch them. */
public final class MutantStreamDelivery {

    private MutantStreamDelivery() {}

    /** Applies what the stream brings without a look at which of a session's events is next. */
    public static void withoutSequences(SessionStore store, Projection projection, List<StoredEvent> events) {
        store.write(rows -> {
            var cursor = new ProjectionCursor(projection.name());
            var reached = Math.max(cursor.lock(rows), events.getLast().position());
            new ProjectionStep((SqlSessionStore) store, projection).applyAll(rows, events);
            cursor.move(rows, reached);
            return true;
        });
    }
}
