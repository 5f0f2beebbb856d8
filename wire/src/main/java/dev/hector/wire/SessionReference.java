package dev.hector.wire;

import dev.hector.events.SessionKey;
import org.jspecify.annotations.Nullable;

/** A session as somebody asks for it; a null user asks for a session of any user. */
public record SessionReference(SessionKey session, @Nullable String userId) {

    public boolean mayBeOf(String owner) {
        return userId == null || userId.equals(owner);
    }
}
