package dev.hector.gateway.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.hector.gateway.Refusal;
import dev.hector.gateway.RefusedException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where gRPC turns what went wrong into a status. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static StatusRuntimeException of(RuntimeException failure) {
        if (failure instanceof RefusedException refused) {
            return of(refused.refusal());
        }
        LOG.error("A call failed unexpectedly", failure);
        return of(Refusal.unexpected());
    }

    static StatusRuntimeException of(Refusal refusal) {
        var status = Status.newBuilder()
                .setCode(refusal.code().grpcStatus().value())
                .setMessage(refusal.detail())
                .addDetails(Any.pack(info(refusal)));
        refusal.retryAfterSeconds().ifPresent(seconds -> status.addDetails(Any.pack(retry(seconds))));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static ErrorInfo info(Refusal refusal) {
        return ErrorInfo.newBuilder()
                .setDomain(Refusal.DOMAIN)
                .setReason(refusal.code().reason())
                .putAllMetadata(refusal.details())
                .build();
    }

    private static RetryInfo retry(int seconds) {
        return RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setSeconds(seconds))
                .build();
    }
}
