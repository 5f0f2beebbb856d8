package dev.hector.longterm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which memories a recall may find.
 *
 * @param userId only of this user's sessions; null is of every user's
 * @param sessionId only of this session; null is of every session
 */
record Scope(
        View view,
        String tenant,
        String agent,
        @Nullable String userId,
        @Nullable String sessionId) {

    /** For a WHERE over {@code memory m}, with a mark for each of {@link #values()}. */
    String condition() {
        return within("m") + " AND m.due = 1";
    }

    /** The same for rows that are named by their positions: SQLite would rather go through all of the scope, but for this. */
    String conditionOfNamed() {
        return condition().replaceAll("m\\.(tenant|agent|user_id|session_id)", "coalesce(m.$1, '')");
    }

    /** For a WHERE over a table of memories that are due, with a mark for each of {@link #values()}. */
    String within(String table) {
        var condition = "m.view_name = ? AND m.tenant = ? AND m.agent = ?"
                + (userId == null ? "" : " AND m.user_id = ?")
                + (sessionId == null ? "" : " AND m.session_id = ?");
        return condition.replace("m.", table + ".");
    }

    List<Object> values() {
        var values = new ArrayList<Object>(List.of(view.storedName(), tenant, agent));
        if (userId != null) {
            values.add(userId);
        }
        if (sessionId != null) {
            values.add(sessionId);
        }
        return values;
    }
}
