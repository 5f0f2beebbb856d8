package dev.hector.simulation;

import dev.hector.events.SessionKey;
import dev.hector.gateway.Refusal;
import dev.hector.proto.v1.MessageResponse;
import java.time.Duration;
import java.util.List;

/**
 * What a client wants, once.
 *
 * @param key empty for none; a client with a key asks again until it knows
 * @param text of the message; empty where there is none
 */
record Operation(int number, Kind kind, Duration at, SessionKey session, String key, String text) {

    enum Kind {
        /** A message that is to be answered. */
        ASK,
        /** A message that is only to be stored. */
        NOTE,
        /** Two messages that are only to be stored, with keys and texts of this operation's. */
        IMPORT,
        END,
        DELETE
    }

    /** What a client learned in the end. */
    sealed interface Outcome {

        record Answered(MessageResponse response) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}

        /** The connection broke, and it may not ask again. */
        record Unknown() implements Outcome {}
    }

    /** The keys of its messages. */
    List<String> keys() {
        return kind == Kind.IMPORT ? List.of(key, second(key)) : List.of(key);
    }

    /** The texts of its messages. */
    List<String> texts() {
        return kind == Kind.IMPORT ? List.of(text, second(text)) : List.of(text);
    }

    private static String second(String name) {
        return name + " and more";
    }

    boolean mayBeRepeated() {
        return !key.isEmpty() || kind == Kind.END || kind == Kind.DELETE;
    }

    @Override
    public String toString() {
        return "#" + number + " " + kind + " " + session.sessionId() + (key.isEmpty() ? "" : " key " + key)
                + (text.isEmpty() ? "" : " '" + text + "'");
    }
}
