package dev.hector.store.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.hector.events.SessionKey;
import dev.hector.events.UnknownEventException;
import dev.hector.events.UnreadableEventException;
import dev.hector.store.BeingReadException;
import dev.hector.store.QueryRefusal;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.UnknownAgentException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void refusalsCarryTheirCodeAndDetails() throws Exception {
        var notFound = Problems.of(new QueryRefusal.SessionNotFound(SessionKey.of("assistant", "s1")));
        var invalid = Problems.of(new QueryRefusal.InvalidRequest("page_size", "must be from 1 to 1000"));

        assertProblem(notFound, Status.Code.NOT_FOUND, "SESSION_NOT_FOUND", "session_id", "s1");
        assertProblem(invalid, Status.Code.INVALID_ARGUMENT, "INVALID_REQUEST", "field", "page_size");
    }

    @Test
    void infrastructureFailuresSayWhatToDo() throws Exception {
        var down = Problems.of(new StoreUnavailableException("main-db", "refused", new IllegalStateException()));
        var unknown = Problems.of(new UnknownAgentException("nobody", List.of("assistant")));
        var newer = Problems.of(new UnknownEventException("MoodDetected", 1));

        assertProblem(down, Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE", "retry_after_seconds", "2");
        assertProblem(unknown, Status.Code.NOT_FOUND, "AGENT_NOT_FOUND", "agent", "nobody");
        var reading = Problems.of(new BeingReadException("The memories of agent assistant", "main-db"));
        assertProblem(reading, Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE", "retry_after_seconds", "3");
        assertThat(reading.getStatus().getDescription())
                .isEqualTo("The memories of agent assistant are being read for the first time since the start;"
                        + " ask again in 3 seconds");
        var damaged = Problems.of(new UnreadableEventException("MessageAppended", 1, "at 'tokens'"));
        assertProblem(damaged, Status.Code.UNAVAILABLE, "SESSION_PARKED", "type", "MessageAppended");
        assertProblem(newer, Status.Code.UNAVAILABLE, "SESSION_PARKED", "type", "MoodDetected");
    }

    @Test
    void defectsKeepTheirTextToThemselves() throws Exception {
        var defect = Problems.of(new IllegalStateException("secret"));

        assertThat(defect.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(defect.getStatus().getDescription()).doesNotContain("secret");
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
