package dev.hector.command.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.rpc.ErrorInfo;
import dev.hector.command.CommandStores;
import dev.hector.command.CommandsForTests;
import dev.hector.events.DataPart;
import dev.hector.events.MediaPart;
import dev.hector.events.MessageAppended;
import dev.hector.events.MessageContent;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TextPart;
import dev.hector.proto.v1.AgentProfile;
import dev.hector.proto.v1.AppendMessagesCommand;
import dev.hector.proto.v1.BlobReference;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.CreateSessionCommand;
import dev.hector.proto.v1.EndSessionCommand;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.Media;
import dev.hector.proto.v1.NewMessage;
import dev.hector.proto.v1.Part;
import dev.hector.proto.v1.RecordSummaryCommand;
import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.proto.v1.StoredMessage;
import dev.hector.proto.v1.ToolCall;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.StoredEvent;
import dev.hector.store.TestStores;
import dev.hector.store.UnknownAgentException;
import dev.hector.store.blob.BlobStore;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCommandsServiceTest {

    private static final String DIGEST = "a".repeat(64);

    private final SessionStore store = TestStores.inMemory();
    private final CommandsForTests commands = new CommandsForTests(store);
    private final Server server;
    private final ManagedChannel channel;
    private final SessionCommandsBlockingStub stub;
    private volatile CommandStores stores = commands;

    SessionCommandsServiceTest() throws IOException {
        var name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .addService(new SessionCommandsService(agent -> stores.forAgent(agent)))
                .build();
        channel = InProcessChannelBuilder.forName(name).build();
        stub = SessionCommandsGrpc.newBlockingStub(channel);
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        commands.close();
        store.close();
    }

    @Test
    void carriesATurnThrough() {
        assertThat(stub.createSession(create().build()).getCreated()).isTrue();

        var turn = stub.startTurn(startTurn().build());
        assertThat(turn.getTurnId()).isEqualTo("turn_1");
        assertThat(turn.getAttempt()).isEqualTo(1);
        assertThat(turn.getStartedSequence()).isEqualTo(4);
        assertThat(turn.getExisting()).isFalse();
        assertThat(stub.renewTurn(renew().build())).isNotNull();
        assertThat(stub.completeTurn(complete().build()).getVersion()).isEqualTo(6);
        assertThat(stub.startTurn(startTurn().build()).getExisting()).isTrue();
        assertThat(stub.endSession(end("completed").build()).getVersion()).isEqualTo(7);
        assertThat(stub.endSession(end("deleted").build()).getVersion()).isEqualTo(8);
    }

    @Test
    void storesAMessageWithItsTimeAndItsCalls() {
        stub.createSession(create().build());
        var reply = stub.appendMessages(append(message()
                .setRole("assistant")
                .setContent("")
                .addToolCalls(
                        ToolCall.newBuilder().setId("call_1").setName("clock").setArguments("{}"))
                .setOccurredAt(Timestamp.newBuilder().setSeconds(86_400))));

        assertThat(reply.getMessages(0).getSequence()).isEqualTo(2);
        assertThat(event(2)).isInstanceOfSatisfying(MessageAppended.class, message -> {
            assertThat(message.saidAt()).isEqualTo(Instant.parse("1970-01-02T00:00:00Z"));
            assertThat(message.toolCalls()).containsExactly(new dev.hector.events.ToolCall("call_1", "clock", "{}"));
        });
    }

    @Test
    void storesTheArgumentsOfACallAsTheyWereSaid() {
        stub.createSession(create().build());
        var call = ToolCall.newBuilder().setId("call_1").setName("clock");
        stub.appendMessages(append(message()
                .setRole("assistant")
                .setContent("")
                .addToolCalls(call.clone().setArguments(""))
                .addToolCalls(call.clone().setArguments("[1, "))));

        assertThat(event(2))
                .isInstanceOfSatisfying(
                        MessageAppended.class,
                        message -> assertThat(message.toolCalls())
                                .extracting(dev.hector.events.ToolCall::arguments)
                                .containsExactly("", "[1, "));
    }

    @Test
    void storesWhatATextAloneCannotSay() throws IOException {
        var blob = upload("picture");
        stub.createSession(create().build());
        stub.appendMessages(append(
                message().clearContent().addParts(text("Which?")).addParts(json("{ \"id\": 9007199254740993 }")),
                message()
                        .setMessageId("msg_10")
                        .clearContent()
                        .addParts(media(Media.newBuilder()
                                .setBlob(BlobReference.newBuilder()
                                        .setSha256(blob.sha256())
                                        .setSize(blob.size()))))
                        .addParts(media(Media.newBuilder().setUrl("https://example.org/a.png"))),
                message().setMessageId("msg_11").clearContent().addParts(text("Plain"))));

        assertThat(content(2))
                .isEqualTo(MessageContent.of(new TextPart("Which?"), new DataPart("{\"id\":9007199254740993}")));
        assertThat(content(3))
                .isEqualTo(MessageContent.of(
                        new MediaPart(MediaPart.Kind.IMAGE, "image/png", null, blob),
                        new MediaPart(
                                MediaPart.Kind.IMAGE,
                                "image/png",
                                null,
                                new MediaPart.Url("https://example.org/a.png"))));
        assertThat(content(4)).isEqualTo(MessageContent.of("Plain"));
    }

    private dev.hector.events.BlobReference upload(String bytes) throws IOException {
        var uploaded = BlobStore.in(store)
                .put(SessionKey.DEFAULT_TENANT, new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8)));
        return ((BlobStore.Upload.Stored) uploaded).blob();
    }

    @Test
    void aPartThatSaysNothingSensibleIsRefused() {
        stub.createSession(create().build());
        assertInvalid(() -> stub.appendMessages(append(message().addParts(text("Twice")))), "parts");
        assertPartInvalid(Part.newBuilder(), "parts");
        assertPartInvalid(json("{"), "parts.json");
        assertPartInvalid(media(Media.newBuilder()), "parts.media");
        assertPartInvalid(media(Media.newBuilder().setBlob(BlobReference.getDefaultInstance())), "parts.media.blob");
        assertPartInvalid(Part.newBuilder().setMedia(Media.newBuilder().setUrl("u")), "parts.media.kind");
        assertPartInvalid(text(" "), "content");
    }

    private void assertPartInvalid(Part.Builder part, String field) {
        assertInvalid(() -> stub.appendMessages(append(message().clearContent().addParts(part))), field);
    }

    private MessageContent content(long sequence) {
        return ((MessageAppended) event(sequence)).content();
    }

    private static Part.Builder text(String text) {
        return Part.newBuilder().setText(text);
    }

    private static Part.Builder json(String json) {
        return Part.newBuilder().setJson(json);
    }

    private static Part.Builder media(Media.Builder media) {
        return Part.newBuilder().setMedia(media.setKind("image").setMediaType("image/png"));
    }

    @Test
    void storesManyMessagesAtOnceAndSaysWhichItHad() {
        stub.createSession(create().build());
        var first = message().setMessageId("msg_1").setKey("msg_1").setDigest("a".repeat(64));
        var second = message().setMessageId("msg_2").setKey("msg_2").setDigest("b".repeat(64));
        stub.appendMessages(append(first));

        var reply = stub.appendMessages(append(second, first));

        assertThat(reply.getMessagesList())
                .extracting(StoredMessage::getMessageId, StoredMessage::getSequence, StoredMessage::getExisting)
                .containsExactly(tuple("msg_2", 3L, false), tuple("msg_1", 2L, true));
    }

    @Test
    void takesNeitherNoMessageNorTooMany() {
        stub.createSession(create().build());
        var many =
                Stream.generate(SessionCommandsServiceTest::message).limit(501).toArray(NewMessage.Builder[]::new);

        assertInvalid(() -> stub.appendMessages(append()), "messages");
        assertInvalid(() -> stub.appendMessages(append(many)), "messages");
    }

    @Test
    void keepsTheClientsJsonAsItCame() {
        var metadata = Struct.newBuilder()
                .putFields("count", Value.newBuilder().setNumberValue(3).build())
                .putFields("share", Value.newBuilder().setNumberValue(0.5).build())
                .putFields(
                        "none",
                        Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build());
        stub.createSession(create().setMetadata(metadata).setTitle("Colours").build());

        assertThat(event(1)).isInstanceOfSatisfying(SessionCreated.class, created -> {
            assertThat(created.title()).isEqualTo("Colours");
            assertThat(created.metadata())
                    .containsEntry("count", 3)
                    .containsEntry("share", 0.5)
                    .containsKey("none");
        });
    }

    @Test
    void anUnnamedOwnerIsAnonymousAndTheCallerIsTheActor() {
        stub.createSession(create().setSession(session().setUserId("alice")).build());

        assertThat(event(1)).isEqualTo(new SessionCreated("anonymous", null, Map.of()));
        assertThat(stored(1).cause().actor()).isEqualTo("alice");
    }

    @Test
    void refusalsSayWhy() {
        assertRefused(() -> stub.startTurn(startTurn().build()), Status.Code.NOT_FOUND, "SESSION_NOT_FOUND");
        stub.createSession(create().build());
        assertRefused(() -> stub.createSession(create().build()), Status.Code.ALREADY_EXISTS, "SESSION_EXISTS");
        stub.startTurn(startTurn().build());
        var busy = assertRefused(() -> stub.appendMessages(append(message())), Status.Code.ABORTED, "SESSION_BUSY");
        assertThat(busy).containsEntry("turn_id", "turn_1").containsEntry("retry_after_seconds", "1");
        assertRefused(
                () -> stub.startTurn(
                        startTurn(question().setDigest("b".repeat(64))).build()),
                Status.Code.INVALID_ARGUMENT,
                "KEY_REUSED");
        assertRefused(
                () -> stub.completeTurn(complete().setAttempt(2).build()),
                Status.Code.FAILED_PRECONDITION,
                "TURN_NOT_OPEN");
        assertRefused(
                () -> stub.renewTurn(renew().setOwner("somebody").build()),
                Status.Code.FAILED_PRECONDITION,
                "TURN_NOT_OPEN");
        assertRefused(
                () -> stub.endSession(end("completed").setIfVersion(1).build()),
                Status.Code.ABORTED,
                "VERSION_CONFLICT");
        assertRefused(
                () -> stub.recordSummary(summary().setSummarisedThrough(2).build()),
                Status.Code.ABORTED,
                "SUMMARY_OUTDATED");
        stub.endSession(end("completed").build());
        var ended = assertRefused(
                () -> stub.appendMessages(append(message())), Status.Code.FAILED_PRECONDITION, "SESSION_ENDED");
        assertThat(ended).containsEntry("reason", "completed");
    }

    @Test
    void somebodyElsesSessionIsNotFound() {
        stub.createSession(create().setUserId("alice").build());

        assertRefused(
                () -> stub.startTurn(
                        startTurn().setSession(session().setUserId("bob")).build()),
                Status.Code.NOT_FOUND,
                "SESSION_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ä", "a\u0000"})
    void aBadSessionIdIsNamed(String id) {
        var bad = create().setSession(session().setSessionId(id)).build();
        assertInvalid(() -> stub.createSession(bad), "session_id");
    }

    @Test
    void aBadFieldIsNamed() {
        assertInvalid(() -> stub.createSession(create().setUserId("a\u0000b").build()), "user_id");
        assertInvalid(
                () -> stub.createSession(create().setTitle("x".repeat(300)).build()), "title");
        assertInvalid(() -> stub.startTurn(startTurn(question().setContent(" ")).build()), "content");
        assertInvalid(() -> stub.startTurn(startTurn(question().setDigest("")).build()), "digest");
        assertInvalid(() -> stub.startTurn(startTurn(question().setKey("k\n")).build()), "key");
        assertInvalid(() -> stub.startTurn(startTurn(question().setTokens(-1)).build()), "tokens");
        assertInvalid(
                () -> stub.startTurn(startTurn(question().setRole("tool").setToolCallId("call_1"))
                        .build()),
                "role");
        assertInvalid(() -> stub.startTurn(startTurn().setOwner("").build()), "owner");
        assertInvalid(() -> stub.startTurn(startTurn().setLeaseMillis(0).build()), "lease_millis");
        assertInvalid(
                () -> stub.startTurn(
                        startTurn().setProfile(profile().setStrategy("all")).build()),
                "profile");
        assertInvalid(() -> stub.failTurn(fail().setCode("bored").build()), "code");
        assertInvalid(() -> stub.appendMessages(append(message().setRole("robot"))), "role");
        assertInvalid(() -> stub.appendMessages(append(message().setRole("tool"))), "tool_call_id");
        assertInvalid(() -> stub.appendMessages(append(message().setToolCallId("call_1"))), "tool_call_id");
        assertInvalid(
                () -> stub.appendMessages(append(message().addToolCalls(ToolCall.getDefaultInstance()))), "tool_calls");
        assertInvalid(
                () -> stub.appendMessages(
                        append(message().setOccurredAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)))),
                "occurred_at");
        assertInvalid(() -> stub.endSession(end("idle_timeout").build()), "reason");
    }

    @Test
    void aMessageThatIsTooLongIsRefused() {
        stub.createSession(create().build());
        var large = append(message().setContent("x".repeat(Fields.LONGEST_TEXT + 1)));

        var details =
                assertRefused(() -> stub.appendMessages(large), Status.Code.INVALID_ARGUMENT, "MESSAGE_TOO_LARGE");

        assertThat(details).containsEntry("field", "content").containsEntry("limit", "" + Fields.LONGEST_TEXT);
    }

    @Test
    void anUnknownAgentIsNotFound() {
        stores = agent -> {
            throw new UnknownAgentException(agent, List.of("assistant"));
        };
        var details =
                assertRefused(() -> stub.createSession(create().build()), Status.Code.NOT_FOUND, "AGENT_NOT_FOUND");
        assertThat(details).containsEntry("agent", "assistant");
    }

    @Test
    void aStoreThatIsDownSaysWhenToTryAgain() {
        stores = _ -> {
            throw new StoreUnavailableException("main", "connection refused", new IOException());
        };
        var details =
                assertRefused(() -> stub.createSession(create().build()), Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE");
        assertThat(details).containsEntry("retry_after_seconds", "2").containsEntry("store", "main");
    }

    @Test
    void aDefectTellsNothingButItsId() {
        stores = _ -> {
            throw new IllegalStateException("secret");
        };
        var failure = Objects.requireNonNull(
                catchThrowableOfType(StatusRuntimeException.class, () -> stub.createSession(create().build())));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(failure).hasMessageNotContaining("secret");
        assertThat(info(failure).getMetadataMap()).containsKey("correlation_id");
    }

    private void assertInvalid(Supplier<?> call, String field) {
        assertThat(assertRefused(call, Status.Code.INVALID_ARGUMENT, "INVALID_REQUEST"))
                .containsEntry("field", field);
    }

    private static Map<String, String> assertRefused(Supplier<?> call, Status.Code code, String reason) {
        var failure = Objects.requireNonNull(catchThrowableOfType(StatusRuntimeException.class, call::get));
        assertThat(failure.getStatus().getCode()).as(failure.getMessage()).isEqualTo(code);
        assertThat(info(failure).getDomain()).isEqualTo("hector");
        assertThat(info(failure).getReason()).isEqualTo(reason);
        return info(failure).getMetadataMap();
    }

    private static ErrorInfo info(StatusRuntimeException failure) {
        try {
            return Objects.requireNonNull(StatusProto.fromThrowable(failure))
                    .getDetails(0)
                    .unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private StoredEvent stored(long sequence) {
        var session = SessionKey.of("assistant", "s-1");
        return store.log()
                .readSession(session, SessionRange.after(sequence - 1, 1))
                .getFirst();
    }

    private SessionEvent event(long sequence) {
        return stored(sequence).event();
    }

    private static SessionRef.Builder session() {
        return SessionRef.newBuilder().setAgent("assistant").setSessionId("s-1");
    }

    private static CreateSessionCommand.Builder create() {
        return CreateSessionCommand.newBuilder().setSession(session());
    }

    private static StartTurnCommand.Builder startTurn() {
        return startTurn(question());
    }

    private static StartTurnCommand.Builder startTurn(NewMessage.Builder message) {
        return StartTurnCommand.newBuilder()
                .setSession(session())
                .setMessage(message)
                .setTurnId("turn_1")
                .setOwner("gateway-1")
                .setLeaseMillis(15_000)
                .setProfile(profile());
    }

    private static NewMessage.Builder question() {
        return NewMessage.newBuilder()
                .setMessageId("msg_1")
                .setKey("key_1")
                .setDigest(DIGEST)
                .setContent("Hello")
                .setTokens(1);
    }

    private static AgentProfile.Builder profile() {
        return AgentProfile.newBuilder()
                .setModel("demo")
                .setInstructions("Be kind.")
                .setStrategy("summary_buffer")
                .setWindowSize(20)
                .setBudget(4000)
                .setThreshold(0.8)
                .setTarget(0.6);
    }

    private static RenewTurnCommand.Builder renew() {
        return RenewTurnCommand.newBuilder()
                .setSession(session())
                .setTurnId("turn_1")
                .setAttempt(1)
                .setOwner("gateway-1")
                .setLeaseMillis(15_000);
    }

    private static CompleteTurnCommand.Builder complete() {
        return CompleteTurnCommand.newBuilder()
                .setSession(session())
                .setTurnId("turn_1")
                .setAttempt(1)
                .setMessageId("msg_2")
                .setContent("Hello to you")
                .setModel("demo");
    }

    private static FailTurnCommand.Builder fail() {
        return FailTurnCommand.newBuilder()
                .setSession(session())
                .setTurnId("turn_1")
                .setAttempt(1)
                .setCode("model_failed");
    }

    private static AppendMessagesCommand append(NewMessage.Builder... messages) {
        return AppendMessagesCommand.newBuilder()
                .setSession(session())
                .addAllMessages(
                        Arrays.stream(messages).map(NewMessage.Builder::build).toList())
                .build();
    }

    private static NewMessage.Builder message() {
        return NewMessage.newBuilder().setMessageId("msg_9").setContent("Hello");
    }

    private static RecordSummaryCommand.Builder summary() {
        return RecordSummaryCommand.newBuilder()
                .setSession(session())
                .setFrom(1)
                .setTo(3)
                .setText("They met.")
                .setModel("extractive");
    }

    private static EndSessionCommand.Builder end(String reason) {
        return EndSessionCommand.newBuilder().setSession(session()).setReason(reason);
    }
}
