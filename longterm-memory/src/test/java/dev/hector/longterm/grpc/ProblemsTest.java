package dev.hector.longterm.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import dev.hector.longterm.MemoriesBeingReadException;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void saysThatMemoriesAreBeingReadAndWhenToAskAgain() throws Exception {
        var problem = Problems.of(new MemoriesBeingReadException("assistant", "main-db"));

        assertThat(problem.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(problem.getStatus().getDescription())
                .isEqualTo("The memories of agent assistant are being read for the first time since the start;"
                        + " ask again in 3 seconds");
        var info = StatusProto.fromThrowable(problem).getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("STORE_UNAVAILABLE");
        assertThat(info.getMetadataMap()).containsEntry("store", "main-db").containsEntry("retry_after_seconds", "3");
    }
}
