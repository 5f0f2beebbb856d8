package dev.hector.gateway;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Refusals as the services behind the gateway send them. */
final class FakeRefusal {

    private FakeRefusal() {}

    static StatusRuntimeException of(ErrorCode code, String detail) {
        var info = ErrorInfo.newBuilder().setDomain("hector").setReason(code.reason());
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.grpcStatus().value())
                .setMessage(detail)
                .addDetails(Any.pack(info.build()))
                .build());
    }
}
