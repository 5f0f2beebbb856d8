package dev.hector.longterm.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.hector.longterm.ServedMemory;
import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.LongTermMemoriesGrpc.LongTermMemoriesBlockingStub;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.SessionRef;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LongTermMemoriesServiceTest {

    private final ServedMemory memory = new ServedMemory();
    private final Server server = InProcessServerBuilder.forName("longterm")
            .directExecutor()
            .addService(new LongTermMemoriesService(memory.memory()))
            .build();
    private final ManagedChannel channel =
            InProcessChannelBuilder.forName("longterm").directExecutor().build();
    private final LongTermMemoriesBlockingStub memories = LongTermMemoriesGrpc.newBlockingStub(channel);

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        memory.close();
    }

    @Test
    void answersWithSourceAndMatch() {
        memory.told("s", "ada", "Caroline", "My dog is called Rex");

        var answer = memories.recallMemories(query(ref("s", "ada"), "Which dog?"));

        assertThat(answer.getMemoriesList()).singleElement().satisfies(recalled -> {
            assertThat(recalled.getMemoryId()).startsWith("mem_");
            assertThat(recalled.getContent()).isEqualTo("My dog is called Rex");
            assertThat(recalled.getScore()).isBetween(0.0, 1.0);
            assertThat(recalled.getTokens()).isEqualTo(5);
            assertThat(recalled.getSource().getSessionId()).isEqualTo("s");
            assertThat(recalled.getSource().getSequence()).isEqualTo(2);
            assertThat(recalled.getSource().getRole()).isEqualTo("user");
            assertThat(recalled.getSource().getSpeaker()).isEqualTo("Caroline");
            assertThat(recalled.getSource().getMessageId()).startsWith("msg_");
            assertThat(recalled.getSource().getOccurredAt().getSeconds()).isEqualTo(1_683_554_160);
            assertThat(recalled.getMatch().getTermsList()).contains("dog");
            assertThat(recalled.getMatch().hasSimilarity()).isFalse();
        });
    }

    @Test
    void countsTheMemoriesOfASession() {
        memory.told("s", "ada", "Caroline", "My dog is called Rex");

        assertThat(memories.countMemories(ref("s", "ada")).getCount()).isEqualTo(1);
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        memory.told("s", "ada", "Caroline", "My dog is called Rex");

        assertRefused(query(ref("s", "bob"), "dog"), Code.NOT_FOUND, "SESSION_NOT_FOUND", "");
        assertRefused(query(ref("none", ""), "dog"), Code.NOT_FOUND, "SESSION_NOT_FOUND", "");
        assertRefused(query(ref("s", "ada"), " "), Code.INVALID_ARGUMENT, "INVALID_REQUEST", "query");
        assertRefused(query(ref("s", "ada"), "x".repeat(8001)), Code.INVALID_ARGUMENT, "INVALID_REQUEST", "query");
        assertRefused(query(ref("a b", "ada"), "dog"), Code.INVALID_ARGUMENT, "INVALID_REQUEST", "session_id");
        assertRefused(
                query(ref("s", "ada"), "dog").toBuilder().setLimit(101).build(),
                Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                "limit");
        assertRefused(
                query(ref("s", "ada").toBuilder().setAgent("forgetful").build(), "dog"),
                Code.FAILED_PRECONDITION,
                "LONGTERM_MEMORY_OFF",
                "");
        assertRefused(
                query(ref("s", "ada").toBuilder().setAgent("nobody").build(), "dog"),
                Code.NOT_FOUND,
                "AGENT_NOT_FOUND",
                "");
    }

    private void assertRefused(RecallQuery query, Code code, String reason, String field) {
        var refused = catchThrowableOfType(StatusRuntimeException.class, () -> memories.recallMemories(query));
        assertThat(refused.getStatus().getCode()).isEqualTo(code);
        var info = info(refused);
        assertThat(info.getReason()).isEqualTo(reason);
        assertThat(info.getMetadataOrDefault("field", "")).isEqualTo(field);
    }

    private static ErrorInfo info(StatusRuntimeException refused) {
        var status = StatusProto.fromThrowable(refused);
        assertThat(status).isNotNull();
        try {
            return status.getDetails(0).unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static RecallQuery query(SessionRef session, String text) {
        return RecallQuery.newBuilder().setSession(session).setText(text).build();
    }

    private static SessionRef ref(String session, String user) {
        return SessionRef.newBuilder()
                .setAgent("assistant")
                .setSessionId(session)
                .setUserId(user)
                .build();
    }
}
