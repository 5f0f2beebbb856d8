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

    ModelException(
            String code, String detail, boolean retryable, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
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
