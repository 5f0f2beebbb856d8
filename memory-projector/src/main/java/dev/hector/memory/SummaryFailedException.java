package dev.hector.memory;

/** A summary was not made or not recorded; nothing changed, and trying again later may succeed. */
public final class SummaryFailedException extends Exception {

    public SummaryFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    public SummaryFailedException(String reason) {
        super(reason);
    }
}
