package dev.hector.gateway;

import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/** Refusals as the services behind the gateway send them. */
final class FakeRefusal {

    private FakeRefusal() {}

    static StatusRuntimeException of(ErrorCode code, String detail) {
        return ErrorInfos.status(code, detail, Map.of());
    }
}
