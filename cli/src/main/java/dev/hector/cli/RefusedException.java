package dev.hector.cli;

/** A request that was not granted, or could not be made. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String INTERRUPTED = "interrupted";

    private final String code;

    /**
     * @param code of the contract's closed list, or {@code unreachable}, {@code interrupted}, {@code broken_stream}
     * @param detail for people
     */
    RefusedException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** Nobody waits any more; what was asked for may still happen. */
    boolean isInterruption() {
        return code.equals(INTERRUPTED);
    }

    static RefusedException interrupted() {
        return new RefusedException(INTERRUPTED, "interrupted");
    }

    static RefusedException brokenStream() {
        return new RefusedException("broken_stream", "the answer broke off; what was shown of it is not an answer");
    }
}
