package dev.hector.events;

import java.util.regex.Pattern;

/**
 * Names one session: unique within a tenant and an agent, so the same id under two agents is two sessions.
 *
 * <p>The text form is {@code tenant/agent/session}; none of the three parts may contain a slash.
 */
public record SessionKey(String tenant, String agent, String sessionId) {

    /** What a client may choose as session id. */
    public static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public static final String DEFAULT_TENANT = "default";

    public SessionKey {
        requirePart("tenant", tenant);
        requirePart("agent", agent);
        requirePart("session id", sessionId);
    }

    public static SessionKey of(String agent, String sessionId) {
        return new SessionKey(DEFAULT_TENANT, agent, sessionId);
    }

    /** Reads the text form that {@link #toString()} writes. */
    public static SessionKey parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Not a session key (tenant/agent/session): " + text);
        }
        return new SessionKey(parts[0], parts[1], parts[2]);
    }

    private static void requirePart(String name, String value) {
        if (value.isEmpty() || value.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "A session key's " + name + " is neither empty nor has a slash: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return tenant + "/" + agent + "/" + sessionId;
    }
}
