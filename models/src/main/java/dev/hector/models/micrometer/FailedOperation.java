package dev.hector.models.micrometer;

/** Marks an observation as failed without telling more than a code: the texts of errors may quote what people said. */
public final class FailedOperation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FailedOperation(String code) {
        super(code, null, false, false);
    }
}
