package dev.hector.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The turn ended without an answer.
 *
 * @param detail for people; never an answer
 */
public record TurnFailed(String turnId, int attempt, Code code, String detail) implements SessionEvent {

    public TurnFailed {
        requireNonNull(turnId);
        requireNonNull(code);
        requireNonNull(detail);
    }

    /** Why there is no answer. */
    public enum Code {
        MODEL_FAILED,
        MODEL_TIMEOUT,
        /** Whoever ran the turn is gone. */
        OWNER_LOST,
        CANCELLED,
        SESSION_ENDED,
        /** A newer release's code; the stored JSON has its name. It decides nothing, so the event can be read without it. */
        UNKNOWN;

        /** The lower-case name used in stored JSON and on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads {@link #wireName()}; any other text is {@link #UNKNOWN}. */
        @JsonCreator
        public static Code ofWireName(String name) {
            for (var code : values()) {
                if (code.wireName().equals(name)) {
                    return code;
                }
            }
            return UNKNOWN;
        }
    }
}
