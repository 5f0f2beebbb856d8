package dev.hector.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who says a message. */
public enum Role {
    /** Instructions and summaries; only in a model's context, never a stored message. */
    SYSTEM,
    USER,
    ASSISTANT,
    /** The result of a tool call. */
    TOOL;

    /** The lower-case name used in stored JSON and on the wire. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #wireName()}; throws {@link IllegalArgumentException} on any other text. */
    @JsonCreator
    public static Role ofWireName(String name) {
        for (var role : values()) {
            if (role.wireName().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException("role must be user, assistant or tool, not '" + name + "'");
    }
}
