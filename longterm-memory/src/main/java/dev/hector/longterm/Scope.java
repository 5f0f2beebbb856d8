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
        return "m.view_name = ? AND m.tenant = ? AND m.agent = ?"
                + (userId == null ? "" : " AND m.user_id = ?")
                + (sessionId == null ? "" : " AND m.session_id = ?")
                + " AND m.due = 1";
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
