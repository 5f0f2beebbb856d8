package dev.hector.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who says a message. */
public enum Role {
    /** Instructions; in a model's context also summaries and what was recalled. */
    SYSTEM,
    /** Instructions too, by the name that some providers have for those of an application. */
    DEVELOPER,
    USER,
    ASSISTANT,
    /** The result of a tool call. */
    TOOL;

    /** True for what is said to the model without being part of the dialogue. */
    public boolean instructs() {
        return this == SYSTEM || this == DEVELOPER;
    }

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
        throw new IllegalArgumentException(
                "role must be user, assistant, tool, system or developer, not '" + name + "'");
    }
}
