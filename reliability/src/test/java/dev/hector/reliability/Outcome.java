package dev.hector.reliability;

import dev.hector.reliability.Entry.Acknowledgement;
import dev.hector.reliability.Entry.Verdict;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client knows after a call. */
record Outcome(
        Verdict verdict, @Nullable String code, @Nullable Acknowledgement answer) {

    /** The answers that say that nothing of the call was done. */
    private static final Set<String> REFUSALS = Set.of(
            "invalid_request",
            "session_not_found",
            "session_exists",
            "session_ended",
            "session_busy",
            "version_conflict",
            "key_reused",
            "overloaded");

    /** The answers that say that the message is stored and its turn ended without an answer. */
    private static final Set<String> FAILED_TURNS = Set.of("turn_failed", "model_failed", "model_timeout");

    static Outcome ok(Acknowledgement answer) {
        return new Outcome(Verdict.OK, null, answer);
    }

    /** Of a problem document's code, or the reason of gRPC's ErrorInfo. */
    static Outcome ofCode(String code) {
        if (REFUSALS.contains(code)) {
            return new Outcome(Verdict.FAIL, code, null);
        }
        return new Outcome(FAILED_TURNS.contains(code) ? Verdict.OK : Verdict.UNKNOWN, code, null);
    }

    /** No answer came. */
    static Outcome unanswered(String why) {
        return new Outcome(Verdict.UNKNOWN, why, null);
    }
}
