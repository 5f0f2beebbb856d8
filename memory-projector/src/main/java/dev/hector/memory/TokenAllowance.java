package dev.hector.memory;

import dev.hector.events.SessionKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many more tokens the busiest sessions can take before their memory must be looked at. What it has forgotten must
 * be looked at.
 */
final class TokenAllowance {

    private static final int SESSIONS = 10_000;

    private final Map<SessionKey, Integer> tokens = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Integer> eldest) {
            return size() > SESSIONS;
        }
    });

    void measured(SessionKey session, int left) {
        tokens.put(session, left);
    }

    void take(SessionKey session, int used) {
        tokens.computeIfPresent(session, (_, left) -> left - used);
    }

    boolean isUsedUp(SessionKey session) {
        @Nullable Integer left = tokens.get(session);
        return left == null || left < 0;
    }

    void forget(SessionKey session) {
        tokens.remove(session);
    }
}
