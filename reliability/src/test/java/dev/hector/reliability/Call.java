package dev.hector.reliability;

import dev.hector.reliability.Entry.Action;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a server.
 *
 * @param text the message; empty where there is none
 */
record Call(Action action, String session, @Nullable String key, String text) {

    static Call of(Action action, String session) {
        return new Call(action, session, null, "");
    }

    static Call turn(String session, @Nullable String key, String text) {
        return new Call(Action.TURN, session, key, text);
    }

    static Call message(String session, @Nullable String key, String text) {
        return new Call(Action.MESSAGE, session, key, text);
    }
}
