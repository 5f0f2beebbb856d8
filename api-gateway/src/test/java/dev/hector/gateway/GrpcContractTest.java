package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.ErrorInfo;
import dev.hector.models.ModelException;
import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.GetWorkingMemoryRequest;
import dev.hector.proto.v1.ImportMessagesRequest;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.ListMessagesRequest;
import dev.hector.proto.v1.ListSessionsRequest;
import dev.hector.proto.v1.MessageChunk;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.TailEventsRequest;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The public gRPC service on a real port. */
class GrpcContractTest {

    private static final AtomicInteger SESSIONS = new AtomicInteger();
    private static GatewayServer server;
    private static ManagedChannel channel;

    private final String id = "grpc-" + SESSIONS.incrementAndGet();

    @SuppressWarnings("NullAway.Init")
    private A2AServiceBlockingStub sessions;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(TestGateway.config(Duration.ofMillis(300)));
        channel = ManagedChannelBuilder.forAddress("localhost", server.grpcPort())
                .usePlaintext()
                .maxInboundMessageSize(16 * 1024 * 1024)
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.close();
    }

    @BeforeEach
    void connect() {
        sessions = A2AServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void repair() {
        server.model.unscripted();
        server.local.faults.bringStoreBack();
    }

    @Test
    void createsGetsListsEndsAndDeletes() {
        var created = sessions.createSession(CreateSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .setTitle("Trip")
                .build());
        assertThat(created.getCreated()).isTrue();
        assertThat(created.getUserId()).isEqualTo("anonymous");
        assertThat(sessions.getSession(get()).getTitle()).isEqualTo("Trip");
        assertThat(sessions.listSessions(ListSessionsRequest.newBuilder()
                                .setAgent("assistant")
                                .build())
                        .getSessionsList())
                .anyMatch(session -> session.getSessionId().equals(id));
        var ended = sessions.endSession(EndSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .build());
        assertThat(ended.getStatus()).isEqualTo(SessionStatus.SESSION_STATUS_ENDED);
        var delete = DeleteSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .build();
        sessions.deleteSession(delete);
        sessions.deleteSession(delete);
        assertRefused(Status.Code.NOT_FOUND, "SESSION_NOT_FOUND", () -> sessions.getSession(get()));
        assertRefused(Status.Code.ALREADY_EXISTS, "SESSION_EXISTS", this::create);
    }

    @Test
    void answersAMessageAndTellsTheHistory() {
        create();
        var answer = sessions.sendMessage(message("Hello").build());
        assertThat(answer.getResponse()).isEqualTo("You said: Hello");
        assertThat(sessions.listMessages(ListMessagesRequest.newBuilder()
                                .setAgent("assistant")
                                .setSessionId(id)
                                .build())
                        .getMessagesCount())
                .isEqualTo(2);
        assertThat(sessions.listEvents(ListEventsRequest.newBuilder()
                                .setAgent("assistant")
                                .setSessionId(id)
                                .build())
                        .getEventsCount())
                .isEqualTo(6);
        assertThat(sessions.getWorkingMemory(GetWorkingMemoryRequest.newBuilder()
                                .setAgent("assistant")
                                .setSessionId(id)
                                .setAsOf(answer.getSequence())
                                .build())
                        .getMessagesCount())
                .isEqualTo(3);
    }

    @Test
    void repeatsTheAnswerThatRestGave() {
        create();
        var http = new Http(server.url());
        var body = http.post(
                "/agents/assistant/sessions/" + id + "/messages",
                "{\"message\":\"Hello\"}",
                request -> request.header("Idempotency-Key", "k"));
        var answer =
                sessions.sendMessage(message("Hello").setIdempotencyKey("k").build());
        assertThat(answer.getMessageId())
                .isEqualTo(body.json().path("message_id").asString());
    }

    @Test
    void storesAMessageWithoutAnswering() {
        create();
        var stored = sessions.sendMessage(
                message("Note").setRespond(false).setRole("assistant").build());
        assertThat(stored.getTurnId()).isEmpty();
        assertThat(stored.getSequence()).isEqualTo(2);
    }

    @Test
    void importsManyMessages() {
        create();
        var request = ImportMessagesRequest.newBuilder().setAgent("assistant").setSessionId(id);
        request.addMessagesBuilder().setMessageId("m1").setMessage("Hello");
        request.addMessagesBuilder().setMessageId("m2").setMessage("Hi").setRole("assistant");

        assertThat(sessions.importMessages(request.build()).getStored()).isEqualTo(2);
        assertThat(sessions.importMessages(request.build()).getExisting()).isEqualTo(2);
    }

    @Test
    void streamsChunksAsTheyComeAndResumesFromEach() {
        create();
        server.model.scripted().say("one ");
        var stream = sessions.streamMessage(message("Hello").build());
        assertThat(stream.next().hasStarted()).isTrue();
        assertThat(stream.next().getChunk()).isEqualTo("one ");
        server.model.say("two").finish();
        assertThat(stream.next().getChunk()).isEqualTo("two");
        assertThat(stream.next().getCompleted().getResponse()).isEqualTo("one two");
        assertThat(stream.hasNext()).isFalse();
        for (var position : List.of("4", "4.4", "4.7", "6")) {
            var rest = list(
                    sessions.streamMessage(message("").setResumeToken(position).build()));
            assertThat(text(rest)).isEqualTo("one two".substring(offset(position)));
            assertThat(rest.size()).isEqualTo(position.equals("6") ? 0 : position.equals("4.7") ? 1 : 2);
        }
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> list(
                        sessions.streamMessage(message("").setResumeToken("x").build())));
    }

    @Test
    void aClientThatCancelsDoesNotStopTheTurn() {
        create();
        server.model.scripted().say("one ");
        try (var context = Context.current().withCancellation()) {
            context.run(() -> sessions.streamMessage(message("Hello").build()).next());
        }
        server.model.say("two").finish();
        Awaitility.await().until(() -> server.local.types("assistant", id).contains("TurnCompleted"));
    }

    @Test
    void aClientThatDoesNotReadBlocksNobody() throws Exception {
        create();
        var chunks = 400;
        server.model.scripted();
        var slow = sessions.streamMessage(message("Hello").build());
        slow.next();
        for (var chunk = 0; chunk < chunks; chunk++) {
            server.model.say("x".repeat(1000));
        }
        server.model.finish();
        Awaitility.await().until(() -> server.local.types("assistant", id).contains("TurnCompleted"));
        assertThat(text(list(slow))).hasSize(chunks * 1000);
    }

    @Test
    void tailsEventsUntilTheSessionIsDeleted() {
        create();
        var tail = sessions.tailEvents(TailEventsRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .setFrom(1)
                .build());
        assertThat(tail.next().getType()).isEqualTo("SessionCreated");
        sessions.sendMessage(message("Hello").build());
        assertThat(List.of(tail.next().getSequence(), tail.next().getSequence()))
                .containsExactly(2L, 3L);
        sessions.deleteSession(DeleteSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .build());
        assertThat(list(tail)).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void namesTheUserInTheHeader() {
        var alice = as("alice");
        alice.createSession(CreateSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .build());
        assertThat(alice.getSession(get()).getUserId()).isEqualTo("alice");
        assertRefused(
                Status.Code.NOT_FOUND, "SESSION_NOT_FOUND", () -> as("bob").getSession(get()));
    }

    @Test
    void refusesByMeaning() {
        create();
        assertRefused(
                Status.Code.NOT_FOUND,
                "AGENT_NOT_FOUND",
                () -> sessions.getSession(GetSessionRequest.newBuilder()
                        .setAgent("nobody")
                        .setSessionId("x")
                        .build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> sessions.sendMessage(message(" ").build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> sessions.sendMessage(message("a\0b").build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "MESSAGE_TOO_LARGE",
                () -> sessions.sendMessage(message("x".repeat(20_000)).build()));
        assertRefused(
                Status.Code.ABORTED,
                "VERSION_CONFLICT",
                () -> sessions.sendMessage(message("Hi").setIfVersion(7).build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> sessions.sendMessage(message("Hi").setMetadata(deep(200)).build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> sessions.sendMessage(
                        message("Hi").setMetadata(notANumber()).build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> sessions.listSessions(ListSessionsRequest.newBuilder()
                        .setAgent("assistant")
                        .setPageSize(-1)
                        .build()));
        server.model.scripted().fail(ModelException.failed("The provider refused"));
        assertRefused(
                Status.Code.INTERNAL,
                "MODEL_FAILED",
                () -> sessions.sendMessage(message("Hi").build()));
        server.local.faults.takeStoreAway();
        assertRefused(Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE", () -> sessions.getSession(get()));
    }

    @Test
    void refusesMessagesAboveOneMebibyte() {
        create();
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() ->
                        sessions.sendMessage(message("x".repeat(1_100_000)).build()))
                .satisfies(refused -> assertThat(refused.getStatus().getCode())
                        .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED));
        assertThat(server.local.types("assistant", id)).containsExactly("SessionCreated");
    }

    private Object create() {
        return sessions.createSession(CreateSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .build());
    }

    private GetSessionRequest get() {
        return GetSessionRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .build();
    }

    private SendMessageRequest.Builder message(String text) {
        return SendMessageRequest.newBuilder()
                .setAgent("assistant")
                .setSessionId(id)
                .setMessage(text);
    }

    private A2AServiceBlockingStub as(String user) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("x-user-id", Metadata.ASCII_STRING_MARSHALLER), user);
        return sessions.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static Struct deep(int levels) {
        var struct = Struct.getDefaultInstance();
        for (var level = 0; level < levels / 4; level++) {
            struct = Struct.newBuilder()
                    .putFields("a", Value.newBuilder().setStructValue(struct).build())
                    .build();
        }
        return struct;
    }

    private static Struct notANumber() {
        return Struct.newBuilder()
                .putFields("n", Value.newBuilder().setNumberValue(Double.NaN).build())
                .build();
    }

    private static int offset(String position) {
        return switch (position) {
            case "6" -> 7;
            case "4" -> 0;
            default -> Integer.parseInt(position.substring(2));
        };
    }

    private static <T> List<T> list(Iterator<T> iterator) {
        var list = new ArrayList<T>();
        iterator.forEachRemaining(list::add);
        return list;
    }

    private static String text(List<MessageChunk> parts) {
        return parts.stream().map(MessageChunk::getChunk).collect(Collectors.joining());
    }

    private static void assertRefused(Status.Code code, String reason, Callable<?> call) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call::call)
                .satisfies(refused -> {
                    assertThat(refused.getStatus().getCode()).isEqualTo(code);
                    assertThat(info(refused).getReason()).isEqualTo(reason);
                    assertThat(info(refused).getDomain()).isEqualTo("hector");
                });
    }

    private static ErrorInfo info(StatusRuntimeException refused) throws Exception {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(refused));
        return status.getDetails(0).unpack(ErrorInfo.class);
    }
}
