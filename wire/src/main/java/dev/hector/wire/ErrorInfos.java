package dev.hector.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.Optional;

/**
 * Refusals as gRPC carries them: a status with {@code google.rpc.ErrorInfo} of domain {@code hector}, whose reason is the
 * name of an {@link ErrorCode}.
 */
public final class ErrorInfos {

    /** The detail that names the field that is wrong. */
    public static final String FIELD = "field";

    /** The detail that says in how many seconds the same request may succeed. */
    public static final String RETRY_AFTER = "retry_after_seconds";

    private static final String DOMAIN = "hector";

    private ErrorInfos() {}

    /**
     * The status that stands for a refusal.
     *
     * @param message for people
     * @param details for programs
     * @param more what else the status tells, such as {@code google.rpc.RetryInfo}
     */
    public static StatusRuntimeException status(
            ErrorCode code, String message, Map<String, String> details, Message... more) {
        var status = Status.newBuilder()
                .setCode(code.grpcStatus().value())
                .setMessage(message)
                .addDetails(Any.pack(info(code, details)));
        for (var detail : more) {
            status.addDetails(Any.pack(detail));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static ErrorInfo info(ErrorCode code, Map<String, String> details) {
        return ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(code.reason())
                .putAllMetadata(details)
                .build();
    }

    /** What one of our services said with a status; empty when the status is not of its making, or cannot be read. */
    public static Optional<ErrorInfo> of(StatusRuntimeException failure) {
        var status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .flatMap(detail -> unpacked(detail).stream())
                .filter(info -> info.getDomain().equals(DOMAIN))
                .findFirst();
    }

    private static Optional<ErrorInfo> unpacked(Any detail) {
        try {
            return Optional.of(detail.unpack(ErrorInfo.class));
        } catch (InvalidProtocolBufferException _) {
            return Optional.empty();
        }
    }

    /** The code of a refusal; empty when a newer release made it up, and where {@link #of} is empty. */
    public static Optional<ErrorCode> code(StatusRuntimeException failure) {
        return of(failure).flatMap(info -> ErrorCode.ofReason(info.getReason()));
    }
}
