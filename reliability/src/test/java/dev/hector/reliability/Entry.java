package dev.hector.reliability;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One line of a history. Times are milliseconds since 1970, of the one machine that everything runs on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Invoked.class, name = "invoke"),
    @JsonSubTypes.Type(value = Entry.Answered.class, name = "answer"),
    @JsonSubTypes.Type(value = Entry.Fault.class, name = "fault")
})
sealed interface Entry {

    long at();

    /**
     * A client begins a call.
     *
     * @param attempt names this call; a repetition has another
     * @param server the name of the server that was asked, for as long as that process lives
     * @param digest of the message's text; empty for calls without one
     */
    record Invoked(
            long at,
            long attempt,
            String client,
            String server,
            Action action,
            String session,
            @Nullable String key,
            String digest)
            implements Entry {}

    /**
     * How a call came out. A call without this line is as one that is unknown.
     *
     * @param code why not, as REST spells it; null when all went well
     */
    record Answered(
            long at,
            long attempt,
            Verdict verdict,
            @Nullable String code,
            @Nullable Acknowledgement answer) implements Entry {}

    /** Something was done to a server, or to the database when {@code target} says so. */
    record Fault(long at, Damage damage, String target) implements Entry {}

    /** What a client may ask for. */
    enum Action {
        CREATE,
        TURN,
        MESSAGE,
        END,
        DELETE
    }

    /** What a client knows after a call. */
    enum Verdict {
        /** It is done, for good. */
        OK,
        /** The answer says that nothing was done. */
        FAIL,
        /** Perhaps, perhaps not. */
        UNKNOWN
    }

    /** What a client was told. A turn's message id is that of the answer; its sequence that of the turn's end. */
    record Acknowledgement(
            long sequence,
            @Nullable String turnId,
            @Nullable String messageId) {}

    /** What can be done to a process. */
    enum Damage {
        KILLED,
        STOPPED,
        CONTINUED,
        DATABASE_DOWN,
        DATABASE_UP
    }
}
