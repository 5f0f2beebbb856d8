package dev.hector.gateway;

import com.google.rpc.ErrorInfo;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a request is not granted.
 *
 * @param detail for people: what is wrong and what to do; holds no internals
 * @param details for programs, such as the {@code field} that is wrong
 */
public record Refusal(ErrorCode code, String detail, Map<String, String> details) {

    private static final String UNEXPECTED = "Something unexpected happened on the server; its log says what.";

    public Refusal {
        details = Map.copyOf(details);
    }

    public static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, Map.of());
    }

    public static Refusal invalid(String field, String detail) {
        return new Refusal(ErrorCode.INVALID_REQUEST, detail, Map.of(ErrorInfos.FIELD, field));
    }

    /** What is answered to a defect: nothing of it. */
    public static Refusal unexpected() {
        return of(ErrorCode.INTERNAL, UNEXPECTED);
    }

    /** What is answered to bytes that are no request. */
    public static Refusal unreadable() {
        return invalid("body", "The request is not a valid message: broken, too deeply nested, or not UTF-8.");
    }

    /**
     * What another service's status means to our caller.
     *
     * @param service begins a sentence
     */
    public static Refusal from(String service, StatusRuntimeException failure) {
        var code = ErrorInfos.code(failure);
        if (code.isEmpty() || code.get() == ErrorCode.INTERNAL) {
            return fromStatus(service, failure);
        }
        var description = failure.getStatus().getDescription();
        return new Refusal(
                code.get(),
                description == null ? code.get().title() : description,
                ErrorInfos.of(failure).map(ErrorInfo::getMetadataMap).orElse(Map.of()));
    }

    private static Refusal fromStatus(String service, StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
                of(ErrorCode.STORE_UNAVAILABLE, service + " does not answer at the moment.");
            case RESOURCE_EXHAUSTED -> of(ErrorCode.OVERLOADED, "The server has too much to do at the moment.");
            default -> unexpected();
        };
    }

    Refusal with(String name, String value) {
        var more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new Refusal(code, detail, more);
    }

    /** The same of one part of a request, whose name goes before what is wrong in it. */
    public Refusal within(String part) {
        var refusal = new Refusal(code, part + ": " + detail, details);
        return field().map(field -> refusal.with(ErrorInfos.FIELD, part + "." + field))
                .orElse(refusal);
    }

    Optional<String> field() {
        return Optional.ofNullable(details.get(ErrorInfos.FIELD));
    }

    /** In how many seconds the same request may succeed; empty when trying again is of no use. */
    public OptionalInt retryAfterSeconds() {
        var told = details.get(ErrorInfos.RETRY_AFTER);
        if (told != null && told.matches("[0-9]{1,6}")) {
            return OptionalInt.of(Math.max(1, Integer.parseInt(told)));
        }
        return code.retryAfterSeconds() == 0 ? OptionalInt.empty() : OptionalInt.of(code.retryAfterSeconds());
    }

    public RefusedException asException() {
        return new RefusedException(this);
    }
}
