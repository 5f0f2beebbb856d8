package dev.hector.cli;

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

    /** What a refusal's code means to a script; codes of newer servers mean nothing in particular. */
    static int of(String code) {
        return switch (code) {
            case "invalid_request", "message_too_large", "body_too_large", "key_reused" -> USAGE;
            case "agent_not_found", "session_not_found", "not_found" -> NOT_FOUND;
            case "session_exists",
                    "longterm_memory_off",
                    "session_ended",
                    "session_busy",
                    "turn_not_open",
                    "version_conflict" -> CONFLICT;
            case "model_failed", "model_timeout", "turn_failed" -> MODEL_FAILED;
            case "unreachable", "store_unavailable", "shutting_down" -> UNREACHABLE;
            case "interrupted" -> INTERRUPTED;
            default -> OTHER;
        };
    }
}
