package dev.hector.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** No message follows. A deleted session is shown to nobody. */
public record SessionEnded(Reason reason) implements SessionEvent {

    public SessionEnded {
        requireNonNull(reason);
    }

    /** Why a session ended. */
    public enum Reason {
        COMPLETED,
        DELETED,
        IDLE_TIMEOUT,
        MAX_DURATION;

        /** The lower-case name used in stored JSON and on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads {@link #wireName()}; throws {@link IllegalArgumentException} on any other text. */
        @JsonCreator
        public static Reason ofWireName(String name) {
            for (var value : values()) {
                if (value.wireName().equals(name)) {
                    return value;
                }
            }
            throw new IllegalArgumentException("Not a reason to end a session: '" + name + "'");
        }
    }
}
