package dev.hector.longterm;

/** An embedding model gave no vectors. Its message is for people and holds no secret. */
public final class EmbeddingFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public EmbeddingFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
