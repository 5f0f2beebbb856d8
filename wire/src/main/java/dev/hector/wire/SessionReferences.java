package dev.hector.wire;

import dev.hector.events.SessionKey;
import dev.hector.proto.v1.SessionRef;

/** Sessions as callers name them. */
public final class SessionReferences {

    private SessionReferences() {}

    /** What is meant; refused when it can be the name of no session. An empty user is anybody. */
    public static Reply<SessionReference> of(SessionRef ref) {
        if (!SessionKey.SESSION_ID.matcher(ref.getSessionId()).matches()) {
            return Reply.invalid("session_id", "must match " + SessionKey.SESSION_ID);
        }
        if (ref.getAgent().isEmpty() || ref.getAgent().indexOf('/') >= 0) {
            return Reply.invalid("agent", "must be an agent's name");
        }
        var tenant = ref.getTenant().isEmpty() ? SessionKey.DEFAULT_TENANT : ref.getTenant();
        var session = new SessionKey(tenant, ref.getAgent(), ref.getSessionId());
        return Reply.of(new SessionReference(session, ref.getUserId().isEmpty() ? null : ref.getUserId()));
    }
}
