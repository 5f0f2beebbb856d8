package dev.hector.memory.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.events.MemorySummarised;
import dev.hector.events.SessionKey;
import dev.hector.memory.SummaryFailedException;
import dev.hector.proto.v1.CommandReply;
import dev.hector.proto.v1.RecordSummaryCommand;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsImplBase;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcSummaryRecorderTest {

    private static final SessionKey SESSION = SessionKey.of("assistant", "s");
    private static final MemorySummarised SUMMARY = new MemorySummarised(9, 16, "They talked.", 3, "test", 200, 90);

    private final Commands commands = new Commands();
    private Server server;
    private ManagedChannel channel;

    @Test
    void summaryIsHandedOverWhole() throws SummaryFailedException {
        assertThat(recorder().record(SESSION, SUMMARY, 8)).isTrue();

        var command = commands.received.getFirst();
        assertThat(command.getSession().getTenant()).isEqualTo("default");
        assertThat(command.getSession().getAgent()).isEqualTo("assistant");
        assertThat(command.getSession().getSessionId()).isEqualTo("s");
        assertThat(command.getSummarisedThrough()).isEqualTo(8);
        assertThat(new MemorySummarised(
                        command.getFrom(),
                        command.getTo(),
                        command.getText(),
                        command.getTokens(),
                        command.getModel(),
                        command.getTokensBefore(),
                        command.getTokensAfter()))
                .isEqualTo(SUMMARY);
    }

    @ParameterizedTest
    @EnumSource(names = {"ABORTED", "FAILED_PRECONDITION", "NOT_FOUND"})
    void refusalIsAnAnswer(Status.Code refusal) throws SummaryFailedException {
        commands.answer = refusal.toStatus();

        assertThat(recorder().record(SESSION, SUMMARY, 8)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "INTERNAL", "DEADLINE_EXCEEDED"})
    void failureIsTriedAgainLater(Status.Code failure) {
        commands.answer = failure.toStatus();

        assertThatThrownBy(() -> recorder().record(SESSION, SUMMARY, 8))
                .isInstanceOf(SummaryFailedException.class)
                .hasMessageContaining(failure.name());
    }

    @BeforeEach
    void start() throws IOException {
        var name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .addService(commands)
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private GrpcSummaryRecorder recorder() {
        return new GrpcSummaryRecorder(SessionCommandsGrpc.newBlockingStub(channel));
    }

    private static final class Commands extends SessionCommandsImplBase {

        final List<RecordSummaryCommand> received = new ArrayList<>();
        volatile Status answer = Status.OK;

        @Override
        public void recordSummary(RecordSummaryCommand command, StreamObserver<CommandReply> replies) {
            received.add(command);
            if (answer.isOk()) {
                replies.onNext(CommandReply.newBuilder().setVersion(17).build());
                replies.onCompleted();
            } else {
                replies.onError(answer.asRuntimeException());
            }
        }
    }
}
