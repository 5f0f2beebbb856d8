package dev.hector.store.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.hector.events.UnknownEventException;
import dev.hector.events.UnreadableEventException;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.UnknownAgentException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreFailuresTest {

    @Test
    void infrastructureFailuresSayWhatToDo() throws Exception {
        var down = StoreFailures.ofQuestion(
                new StoreUnavailableException("main-db", "refused", new IllegalStateException()));
        var unknown = StoreFailures.ofQuestion(new UnknownAgentException("nobody", List.of("assistant")));
        var newer = StoreFailures.ofQuestion(new UnknownEventException("MoodDetected", 1));

        assertProblem(down, Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE", "retry_after_seconds", "2");
        assertProblem(unknown, Status.Code.NOT_FOUND, "AGENT_NOT_FOUND", "agent", "nobody");
        var damaged = StoreFailures.ofQuestion(new UnreadableEventException("MessageAppended", 1, "at 'tokens'"));
        assertProblem(damaged, Status.Code.UNAVAILABLE, "SESSION_PARKED", "type", "MessageAppended");
        assertProblem(newer, Status.Code.UNAVAILABLE, "SESSION_PARKED", "type", "MoodDetected");
    }

    @Test
    void defectsKeepTheirTextToThemselves() throws Exception {
        var defect = StoreFailures.ofQuestion(new IllegalStateException("secret"));

        assertThat(defect.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(defect.getStatus().getDescription()).doesNotContain("secret");
    }

    @Test
    void defectsAreLeftToTheService() {
        assertThat(StoreFailures.find(new IllegalStateException("secret"))).isEmpty();
        assertThat(StoreFailures.find(new UnknownAgentException("nobody", List.of("assistant"))))
                .isPresent();
    }

    private static void assertProblem(
            StatusRuntimeException problem, Status.Code code, String reason, String detail, String value)
            throws InvalidProtocolBufferException {
        var status = StatusProto.fromThrowable(problem);
        assertThat(status).isNotNull();
        var info = status.getDetails(0).unpack(ErrorInfo.class);
        assertThat(problem.getStatus().getCode()).isEqualTo(code);
        assertThat(info.getDomain()).isEqualTo("hector");
        assertThat(info.getReason()).isEqualTo(reason);
        assertThat(info.getMetadataMap()).containsEntry(detail, value);
    }
}
