package dev.hector.models;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no answer, after every retry that was worth it. Its message is for people and holds no secret. */
public final class ModelException extends RuntimeException {

    /** The provider refused, failed, or sent something that is not a whole answer. */
    public static final String MODEL_FAILED = "model_failed";

    /** The provider was silent for too long, or the answer took longer than allowed. */
    public static final String MODEL_TIMEOUT = "model_timeout";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;

    private ModelException(String code, String detail, boolean retryable, @Nullable Duration retryAfter) {
        super(detail);
        this.code = code;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** The same request would fail again. */
    public static ModelException failed(String detail) {
        return new ModelException(MODEL_FAILED, detail, false, null);
    }

    /** The same request may succeed later; {@code retryAfter} is what the provider asked to wait. */
    public static ModelException unavailable(String detail, @Nullable Duration retryAfter) {
        return new ModelException(MODEL_FAILED, detail, true, retryAfter);
    }

    public static ModelException timeout(String detail) {
        return new ModelException(MODEL_TIMEOUT, detail, true, null);
    }

    /** {@link #MODEL_FAILED} or {@link #MODEL_TIMEOUT}. */
    public String code() {
        return code;
    }

    /** What happened, for people; the same as the message. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** How long the provider asked to wait, if it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
