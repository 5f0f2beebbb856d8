package dev.hector.wire;

import io.grpc.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every way a request can be refused, with its HTTP and gRPC status. The one table that all services and clients use. */
public enum ErrorCode {
    INVALID_REQUEST(400, Status.Code.INVALID_ARGUMENT, "The request is not valid"),
    AGENT_NOT_FOUND(404, Status.Code.NOT_FOUND, "No such agent"),
    SESSION_NOT_FOUND(404, Status.Code.NOT_FOUND, "No such session"),
    NOT_FOUND(404, Status.Code.NOT_FOUND, "No such resource"),
    METHOD_NOT_ALLOWED(405, Status.Code.UNIMPLEMENTED, "Method not allowed"),
    NOT_ACCEPTABLE(406, Status.Code.INVALID_ARGUMENT, "No acceptable form of the answer"),
    SESSION_EXISTS(409, Status.Code.ALREADY_EXISTS, "The session id is taken"),
    SESSION_ENDED(409, Status.Code.FAILED_PRECONDITION, "The session has ended"),
    SESSION_BUSY(409, Status.Code.ABORTED, "Another turn is running in this session", 5),
    TURN_NOT_OPEN(409, Status.Code.FAILED_PRECONDITION, "The turn is over"),
    LONGTERM_MEMORY_OFF(409, Status.Code.FAILED_PRECONDITION, "The agent has no long-term memory"),
    SUMMARY_OUTDATED(409, Status.Code.ABORTED, "The summary is outdated"),
    VERSION_CONFLICT(412, Status.Code.ABORTED, "The session has moved on"),
    BODY_TOO_LARGE(413, Status.Code.RESOURCE_EXHAUSTED, "The request body is too large"),
    MESSAGE_TOO_LARGE(413, Status.Code.INVALID_ARGUMENT, "The message is too large for the agent"),
    UNSUPPORTED_MEDIA_TYPE(415, Status.Code.INVALID_ARGUMENT, "Unsupported media type"),
    KEY_REUSED(422, Status.Code.INVALID_ARGUMENT, "The idempotency key stands for another message"),
    OVERLOADED(429, Status.Code.RESOURCE_EXHAUSTED, "Too many requests", 1),
    INTERNAL(500, Status.Code.INTERNAL, "Unexpected error"),
    NOT_IMPLEMENTED(501, Status.Code.UNIMPLEMENTED, "Not part of this release"),
    MODEL_FAILED(502, Status.Code.INTERNAL, "The model failed"),
    TURN_FAILED(502, Status.Code.INTERNAL, "The turn failed"),
    SESSION_PARKED(503, Status.Code.UNAVAILABLE, "This release cannot read the session", 60),
    STORE_UNAVAILABLE(503, Status.Code.UNAVAILABLE, "The session store is unavailable", 2),
    TOO_MANY_STREAMS(503, Status.Code.UNAVAILABLE, "Too many streams are open", 10),
    SHUTTING_DOWN(503, Status.Code.UNAVAILABLE, "The server is stopping", 5),
    MODEL_TIMEOUT(504, Status.Code.DEADLINE_EXCEEDED, "The model took too long");

    private static final int NO_RETRY = 0;

    private final int httpStatus;
    private final Status.Code grpcStatus;
    private final String title;
    private final int retryAfterSeconds;

    ErrorCode(int httpStatus, Status.Code grpcStatus, String title) {
        this(httpStatus, grpcStatus, title, NO_RETRY);
    }

    ErrorCode(int httpStatus, Status.Code grpcStatus, String title, int retryAfterSeconds) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
        this.title = title;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The code of a {@link #reason()}; empty when a newer release made it up. */
    static Optional<ErrorCode> ofReason(String reason) {
        return Arrays.stream(values())
                .filter(code -> code.reason().equals(reason))
                .findFirst();
    }

    /** The code of a {@link #wireName()}; empty when a newer release made it up. */
    public static Optional<ErrorCode> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(code -> code.wireName().equals(name))
                .findFirst();
    }

    /** The lower-case name in problem documents. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason in {@code google.rpc.ErrorInfo}. */
    public String reason() {
        return name();
    }

    public int httpStatus() {
        return httpStatus;
    }

    public Status.Code grpcStatus() {
        return grpcStatus;
    }

    /** One line for people, the same for every refusal of this kind. */
    public String title() {
        return title;
    }

    /** When to try again unless the refusal says otherwise, in seconds; 0 when trying again is of no use. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
