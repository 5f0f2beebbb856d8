package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.wire.ErrorCode;

/** What the process ends with, for scripts. */
final class ExitCode {

    static final int OK = 0;
    static final int OTHER = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int CONFLICT = 4;
    static final int MODEL_FAILED = 5;
    static final int UNREACHABLE = 6;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** What a refusal means to a script; codes of newer servers mean nothing in particular. */
    static int of(RefusedException refused) {
        return refused.errorCode().map(ExitCode::of).orElseGet(() -> ofOurOwn(refused));
    }

    private static int of(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, MESSAGE_TOO_LARGE, BODY_TOO_LARGE, KEY_REUSED -> USAGE;
            case AGENT_NOT_FOUND, SESSION_NOT_FOUND, NOT_FOUND -> NOT_FOUND;
            case SESSION_EXISTS, LONGTERM_MEMORY_OFF, SESSION_ENDED, SESSION_BUSY, TURN_NOT_OPEN, VERSION_CONFLICT ->
                CONFLICT;
            case MODEL_FAILED, MODEL_TIMEOUT, TURN_FAILED -> MODEL_FAILED;
            case STORE_UNAVAILABLE, TOO_MANY_STREAMS, SHUTTING_DOWN -> UNREACHABLE;
            case METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    SUMMARY_OUTDATED,
                    UNSUPPORTED_MEDIA_TYPE,
                    OVERLOADED,
                    INTERNAL,
                    NOT_IMPLEMENTED,
                    SESSION_PARKED -> OTHER;
        };
    }

    private static int ofOurOwn(RefusedException refused) {
        if (refused.isInterruption()) {
            return INTERRUPTED;
        }
        return refused.isUnreachable() ? UNREACHABLE : OTHER;
    }
}
