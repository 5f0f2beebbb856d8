package dev.hector.gateway.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import dev.hector.gateway.Refusal;
import dev.hector.gateway.RefusedException;
import dev.hector.wire.ErrorInfos;
import io.grpc.StatusRuntimeException;
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
        var more =
                refusal.retryAfterSeconds().stream().mapToObj(Problems::retry).toArray(Message[]::new);
        return ErrorInfos.status(refusal.code(), refusal.detail(), refusal.details(), more);
    }

    private static RetryInfo retry(int seconds) {
        return RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setSeconds(seconds))
                .build();
    }
}
