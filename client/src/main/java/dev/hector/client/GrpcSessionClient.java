package dev.hector.client;

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
import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import dev.hector.wire.FoundViews.MemoryPage;
import dev.hector.wire.FoundViews.SearchPage;
import dev.hector.wire.Times;
import dev.hector.wire.Views.EventPage;
import dev.hector.wire.Views.EventView;
import dev.hector.wire.Views.ImportedView;
import dev.hector.wire.Views.MessagePage;
import dev.hector.wire.Views.MessageResponseView;
import dev.hector.wire.Views.SessionPage;
import dev.hector.wire.Views.SessionView;
import dev.hector.wire.Views.WorkingMemoryView;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sessions behind {@code A2AService}. */
final class GrpcSessionClient implements SessionClient {

    private final A2AServiceBlockingStub service;
    private final String agent;
    private final String user;

    GrpcSessionClient(Channel channel, String agent, String user) {
        this.service = A2AServiceGrpc.newBlockingStub(channel);
        this.agent = agent;
        this.user = user;
    }

    @Override
    public SessionView create() {
        return create(CreateSessionRequest.newBuilder());
    }

    @Override
    public SessionView createOrGet(String sessionId) {
        return create(CreateSessionRequest.newBuilder().setSessionId(sessionId).setAllowExisting(true));
    }

    @Override
    public SessionView createOrGet(String sessionId, TranscriptLine description) {
        var request = CreateSessionRequest.newBuilder()
                .setSessionId(sessionId)
                .setAllowExisting(true)
                .setMetadata(TranscriptMessages.metadata(description));
        if (description.title() != null) {
            request.setTitle(description.title());
        }
        return create(request);
    }

    private SessionView create(CreateSessionRequest.Builder request) {
        var wanted = request.setAgent(agent).setUserId(user).build();
        return call(stub -> SessionView.of(stub.createSession(wanted)));
    }

    @Override
    public SessionView get(String sessionId) {
        var request = GetSessionRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .build();
        return call(stub -> SessionView.of(stub.getSession(request)));
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
        return call(stub -> SessionPage.of(stub.listSessions(request)));
    }

    private static SessionStatus status(String status) {
        return switch (status) {
            case "active" -> SessionStatus.SESSION_STATUS_ACTIVE;
            case "ended" -> SessionStatus.SESSION_STATUS_ENDED;
            default -> SessionStatus.SESSION_STATUS_UNSPECIFIED;
        };
    }

    @Override
    public SessionView end(String sessionId) {
        var request = EndSessionRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .build();
        return call(stub -> SessionView.of(stub.endSession(request)));
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
    public MessageResponseView send(String sessionId, String message, Consumer<String> pieces) {
        var request = SendMessageRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setMessage(message)
                .build();
        return call(stub -> answer(stub.streamMessage(request), pieces));
    }

    private static MessageResponseView answer(Iterator<MessageChunk> parts, Consumer<String> pieces) {
        while (parts.hasNext()) {
            var part = parts.next();
            switch (part.getPartCase()) {
                case CHUNK -> pieces.accept(part.getChunk());
                case COMPLETED -> {
                    return MessageResponseView.of(part.getCompleted());
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
        return call(stub -> EventPage.of(stub.listEvents(request)));
    }

    @Override
    public void follow(String sessionId, EventFilter filter, Consumer<EventView> events) {
        var request = TailEventsRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setFrom(filter.after() + 1)
                .addAllTypes(filter.types())
                .build();
        call(stub -> {
            stub.tailEvents(request).forEachRemaining(event -> events.accept(EventView.of(event)));
            return request;
        });
    }

    @Override
    public ImportedView store(String sessionId, List<TranscriptLine> messages) {
        var request = ImportMessagesRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .addAllMessages(messages.stream().map(TranscriptMessages::of).toList())
                .build();
        return call(stub -> ImportedView.of(stub.importMessages(request)));
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
        return call(stub -> MessagePage.of(stub.listMessages(request)));
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
            request.setFrom(Times.timestamp(filter.from()));
        }
        if (filter.to() != null) {
            request.setTo(Times.timestamp(filter.to()));
        }
        return call(stub -> SearchPage.of(stub.search(request.build())));
    }

    @Override
    public MemoryPage recall(String sessionId, String query, int limit) {
        var request = RecallRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .setQuery(query)
                .setLimit(limit)
                .build();
        return call(stub -> MemoryPage.of(stub.recall(request)));
    }

    @Override
    public SessionClient onBehalfOf(String otherUser) {
        return new GrpcSessionClient(service.getChannel(), agent, otherUser);
    }

    @Override
    public WorkingMemoryView workingMemory(String sessionId) {
        var request = GetWorkingMemoryRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(sessionId)
                .setUserId(user)
                .build();
        return call(stub -> WorkingMemoryView.of(stub.getWorkingMemory(request)));
    }

    /** The channel is its owner's to close. */
    @Override
    public void close() {}

    private <T> T call(Function<A2AServiceBlockingStub, T> request) {
        try {
            return request.apply(service);
        } catch (StatusRuntimeException e) {
            throw Thread.interrupted() ? RefusedException.interrupted() : refusal(e);
        }
    }

    /** The code as told, also one of a newer server; without one, what the status comes down to. */
    private static RefusedException refusal(StatusRuntimeException failure) {
        var description = failure.getStatus().getDescription();
        var code = ErrorInfos.of(failure)
                .map(info -> info.getReason().toLowerCase(Locale.ROOT))
                .orElseGet(() -> codeOf(failure));
        return new RefusedException(code, description == null ? code.replace('_', ' ') : description);
    }

    private static String codeOf(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE -> RefusedException.UNREACHABLE;
            case NOT_FOUND -> ErrorCode.NOT_FOUND.wireName();
            case INVALID_ARGUMENT -> ErrorCode.INVALID_REQUEST.wireName();
            default -> ErrorCode.INTERNAL.wireName();
        };
    }
}
