package dev.hector.gateway;

import dev.hector.wire.ErrorCode;

/** Carries a {@link Refusal} to the edge that answers it. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.code().wireName() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    ErrorCode code() {
        return refusal.code();
    }
}
