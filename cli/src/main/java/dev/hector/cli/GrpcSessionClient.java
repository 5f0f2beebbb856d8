package dev.hector.cli;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.hector.cli.Views.Answer;
import dev.hector.cli.Views.Event;
import dev.hector.cli.Views.EventPage;
import dev.hector.cli.Views.Imported;
import dev.hector.cli.Views.Memory;
import dev.hector.cli.Views.MessagePage;
import dev.hector.cli.Views.Recalled;
import dev.hector.cli.Views.SearchPage;
import dev.hector.cli.Views.Session;
import dev.hector.cli.Views.SessionPage;
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
import dev.hector.proto.v1.RecallRequest;
import dev.hector.proto.v1.SearchRequest;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.TailEventsRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sessions behind {@code A2AService}. */
final class GrpcSessionClient implements SessionClient {

    private static final String DOMAIN = "hector";

    private final A2AServiceBlockingStub service;
    private final String agent;
    private final String user;
    private final Runnable onClose;

    /** @param onClose ends what the channel leads to */
    GrpcSessionClient(Channel channel, String agent, String user, Runnable onClose) {
        this.service = A2AServiceGrpc.newBlockingStub(channel);
        this.agent = agent;
        this.user = user;
        this.onClose = onClose;
    }

    @Override
    public Session create() {
        return create(CreateSessionRequest.newBuilder());
    }

    @Override
    public Session createOrGet(String sessionId) {
        return create(CreateSessionRequest.newBuilder().setSessionId(sessionId).setAllowExisting(true));
    }

    @Override
    public Session createOrGet(String sessionId, TranscriptLine description) {
        var request = CreateSessionRequest.newBuilder()
                .setSessionId(sessionId)
                .setAllowExisting(true)
                .setMetadata(GrpcViews.struct(description.metadata()));
        if (description.title() != null) {
            request.setTitle(description.title());
        }
        return create(request);
    }

    private Session create(CreateSessionRequest.Builder request) {
        var wanted = request.setAgent(agent).setUserId(user).build();
        return call(stub -> GrpcViews.session(stub.createSession(wanted)));
    }

    @Override
    public Session get(String sessionId) {
        var request = GetSessionRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .build();
        return call(stub -> GrpcViews.session(stub.getSession(request)));
    }

    @Override
    public SessionPage list(SessionFilter filter, int pageSize, String pageToken) {
        var request = ListSessionsRequest.newBuilder()
                .setAgent(agent)
                .setStatus(status(filter.status()))
                .setUserId(filter.userId().isEmpty() ? user : filter.userId())
                .setOrder(filter.order())
                .setPageSize(pageSize)
                .setPageToken(pageToken)
                .build();
        return call(stub -> GrpcViews.sessions(stub.listSessions(request)));
    }

    private static SessionStatus status(String status) {
        return switch (status) {
            case "active" -> SessionStatus.SESSION_STATUS_ACTIVE;
            case "ended" -> SessionStatus.SESSION_STATUS_ENDED;
            default -> SessionStatus.SESSION_STATUS_UNSPECIFIED;
        };
    }

    @Override
    public Session end(String sessionId) {
        var request = EndSessionRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .build();
        return call(stub -> GrpcViews.session(stub.endSession(request)));
    }

    @Override
    public void delete(String sessionId) {
        var request = DeleteSessionRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .build();
        call(stub -> stub.deleteSession(request));
    }

    @Override
    public Answer send(String sessionId, String message, Consumer<String> pieces) {
        var request = SendMessageRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setMessage(message)
                .build();
        return call(stub -> answer(stub.streamMessage(request), pieces));
    }

    private static Answer answer(Iterator<MessageChunk> parts, Consumer<String> pieces) {
        while (parts.hasNext()) {
            var part = parts.next();
            switch (part.getPartCase()) {
                case CHUNK -> pieces.accept(part.getChunk());
                case COMPLETED -> {
                    return GrpcViews.answer(part.getCompleted());
                }
                case STARTED, PART_NOT_SET -> {}
            }
        }
        throw RefusedException.brokenStream();
    }

    @Override
    public EventPage events(String sessionId, EventFilter filter, int pageSize, String pageToken) {
        var request = ListEventsRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setAfter(filter.after())
                .addAllTypes(filter.types())
                .setPageSize(pageSize)
                .setPageToken(pageToken)
                .build();
        return call(stub -> GrpcViews.events(stub.listEvents(request)));
    }

    @Override
    public void follow(String sessionId, EventFilter filter, Consumer<Event> events) {
        var request = TailEventsRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setFrom(filter.after() + 1)
                .addAllTypes(filter.types())
                .build();
        call(stub -> {
            stub.tailEvents(request).forEachRemaining(event -> events.accept(GrpcViews.event(event)));
            return request;
        });
    }

    @Override
    public Imported store(String sessionId, List<TranscriptLine> messages) {
        var request = ImportMessagesRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .addAllMessages(messages.stream().map(GrpcViews::said).toList())
                .build();
        return call(stub -> GrpcViews.imported(stub.importMessages(request)));
    }

    @Override
    public MessagePage messages(String sessionId, int pageSize, String pageToken) {
        var request = ListMessagesRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setPageSize(pageSize)
                .setPageToken(pageToken)
                .build();
        return call(stub -> GrpcViews.messages(stub.listMessages(request)));
    }

    @Override
    public SearchPage search(SearchFilter filter, int pageSize, String pageToken) {
        var request = SearchRequest.newBuilder()
                .setAgent(agent)
                .setUserId(user)
                .setQuery(filter.query())
                .setOrder(filter.order())
                .setSessionId(filter.sessionId())
                .setRole(filter.role())
                .setPageSize(pageSize)
                .setPageToken(pageToken);
        if (filter.from() != null) {
            request.setFrom(GrpcViews.timestamp(filter.from()));
        }
        if (filter.to() != null) {
            request.setTo(GrpcViews.timestamp(filter.to()));
        }
        return call(stub -> GrpcViews.hits(stub.search(request.build())));
    }

    @Override
    public Recalled recall(String sessionId, String query, int limit) {
        var request = RecallRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setQuery(query)
                .setLimit(limit)
                .build();
        return call(stub -> GrpcViews.recalled(stub.recall(request)));
    }

    @Override
    public SessionClient onBehalfOf(String otherUser) {
        return new GrpcSessionClient(service.getChannel(), agent, otherUser, () -> {});
    }

    @Override
    public Memory workingMemory(String sessionId) {
        var request = GetWorkingMemoryRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .build();
        return call(stub -> GrpcViews.workingMemory(stub.getWorkingMemory(request)));
    }

    @Override
    public void close() {
        onClose.run();
    }

    private <T> T call(Function<A2AServiceBlockingStub, T> request) {
        try {
            return request.apply(service);
        } catch (StatusRuntimeException e) {
            throw Thread.interrupted() ? RefusedException.interrupted() : refusal(e);
        }
    }

    private static RefusedException refusal(StatusRuntimeException failure) {
        var description = failure.getStatus().getDescription();
        var code = code(failure).orElseGet(() -> codeOf(failure));
        return new RefusedException(code, description == null ? code.replace('_', ' ') : description);
    }

    private static Optional<String> code(StatusRuntimeException failure) {
        var status = StatusProto.fromThrowable(failure);
        return status == null
                ? Optional.empty()
                : status.getDetailsList().stream()
                        .filter(detail -> detail.is(ErrorInfo.class))
                        .map(GrpcSessionClient::errorInfo)
                        .filter(info -> info.getDomain().equals(DOMAIN))
                        .map(info -> info.getReason().toLowerCase(Locale.ROOT))
                        .findFirst();
    }

    private static ErrorInfo errorInfo(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException _) {
            return ErrorInfo.getDefaultInstance();
        }
    }

    private static String codeOf(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE -> "unreachable";
            case NOT_FOUND -> "not_found";
            case INVALID_ARGUMENT -> "invalid_request";
            default -> "internal";
        };
    }
}
