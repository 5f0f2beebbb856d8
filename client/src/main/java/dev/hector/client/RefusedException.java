package dev.hector.client;

import dev.hector.wire.ErrorCode;
import java.util.Optional;

/** A request that was not granted, or could not be made. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String UNREACHABLE = "unreachable";

    private static final String INTERRUPTED = "interrupted";
    private static final String BROKEN_STREAM = "broken_stream";

    private final String code;

    /**
     * @param code of the contract's closed list, or {@code unreachable}, {@code interrupted}, {@code broken_stream}
     * @param detail for people
     */
    public RefusedException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** The same with a code of the list that servers have too. */
    public RefusedException(ErrorCode code, String detail) {
        this(code.wireName(), detail);
    }

    /** The code when it is one of this release; empty for those of newer servers, and for those of the client's own. */
    public Optional<ErrorCode> errorCode() {
        return ErrorCode.ofWireName(code);
    }

    /** For programs: the name of an {@link ErrorCode} in lower case, or a code of the client's own. */
    public String code() {
        return code;
    }

    /** For people: what is wrong, and what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Nobody waits any more; what was asked for may still happen. */
    public boolean isInterruption() {
        return code.equals(INTERRUPTED);
    }

    /** Nothing answers there, or something else than a server of ours. */
    public boolean isUnreachable() {
        return code.equals(UNREACHABLE);
    }

    /** The refusal of a call whose thread was interrupted. */
    public static RefusedException interrupted() {
        return new RefusedException(INTERRUPTED, "interrupted");
    }

    static RefusedException brokenStream() {
        return new RefusedException(BROKEN_STREAM, "the answer broke off; what was shown of it is not an answer");
    }
}
