package dev.hector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorInfosTest {

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeComesBack(ErrorCode code) {
        var status = ErrorInfos.status(code, "what to do", Map.of("field", "title"));

        assertThat(status.getStatus().getCode()).isEqualTo(code.grpcStatus());
        assertThat(status.getStatus().getDescription()).isEqualTo("what to do");
        assertThat(ErrorInfos.code(status)).contains(code);
        assertThat(ErrorInfos.of(status).orElseThrow().getMetadataMap()).containsExactly(Map.entry("field", "title"));
        assertThat(ErrorCode.ofWireName(code.wireName())).contains(code);
    }

    @Test
    void theFormOnTheWireIsOurDomainAndTheCodesName() throws Exception {
        var status = StatusProto.fromThrowable(ErrorInfos.status(
                ErrorCode.SESSION_BUSY,
                "try again",
                Map.of(),
                RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(5))
                        .build()));

        assertThat(status).isNotNull();
        var info = status.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getDomain()).isEqualTo("hector");
        assertThat(info.getReason()).isEqualTo("SESSION_BUSY");
        assertThat(status.getDetails(1).unpack(RetryInfo.class).getRetryDelay().getSeconds())
                .isEqualTo(5);
    }

    @Test
    void statusesOfOthersSayNothing() {
        var foreign = ErrorInfo.newBuilder().setDomain("example.com").setReason("SESSION_BUSY");

        assertThat(ErrorInfos.of(Status.UNAVAILABLE.asRuntimeException())).isEmpty();
        assertThat(ErrorInfos.of(status(Any.pack(foreign.build())))).isEmpty();
        assertThat(ErrorInfos.of(status(broken()))).isEmpty();
    }

    @Test
    void aCodeOfANewerReleaseIsNone() {
        var newer = ErrorInfo.newBuilder().setDomain("hector").setReason("MOOD_SWINGS");
        var status = status(Any.pack(newer.build()));

        assertThat(ErrorInfos.of(status)).isPresent();
        assertThat(ErrorInfos.code(status)).isEmpty();
        assertThat(ErrorCode.ofWireName("mood_swings")).isEmpty();
    }

    private static Any broken() {
        return Any.newBuilder()
                .setTypeUrl("type.googleapis.com/google.rpc.ErrorInfo")
                .setValue(ByteString.copyFromUtf8("no protobuf"))
                .build();
    }

    private static StatusRuntimeException status(Any detail) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(14)
                .addDetails(detail)
                .build());
    }
}
