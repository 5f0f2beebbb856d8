package dev.hector.client;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceImplBase;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.DeleteSessionResponse;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.GetWorkingMemoryRequest;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListSessionsRequest;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.MessageChunk;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.TailEventsRequest;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Sessions of agents {@code assistant} and {@code other}, which echo what they are told in short pieces. */
public final class FakeA2AService extends A2AServiceImplBase {

    /** A message that the model fails at, after its first piece. */
    public static final String FAILING = "fail";

    private static final int PIECE = 5;

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, List<Event>> logs = new LinkedHashMap<>();
    private int created;

    @Override
    public synchronized void createSession(CreateSessionRequest request, StreamObserver<Session> out) {
        answer(out, () -> {
            var id = request.getSessionId().isEmpty() ? "sess_" + ++created : request.getSessionId();
            requireValid(request.getAgent(), id);
            var existing = sessions.get(key(request.getAgent(), id));
            if (existing != null && !request.getAllowExisting()) {
                throw refusal(ErrorCode.SESSION_EXISTS, "taken");
            }
            if (existing == null && logs.containsKey(key(request.getAgent(), id))) {
                throw refusal(ErrorCode.SESSION_EXISTS, "deleted");
            }
            return existing == null ? create(request, id) : existing;
        });
    }

    private Session create(CreateSessionRequest request, String id) {
        var session = Session.newBuilder()
                .setSessionId(id)
                .setAgent(request.getAgent())
                .setUserId(request.getUserId().isEmpty() ? "anonymous" : request.getUserId())
                .setStatus(SessionStatus.SESSION_STATUS_ACTIVE)
                .setCreatedAt(Timestamp.newBuilder().setSeconds(1_800_000_000))
                .build();
        sessions.put(key(request.getAgent(), id), session);
        append(session, "SessionCreated", Map.of("user_id", session.getUserId()));
        return current(session);
    }

    @Override
    public synchronized void getSession(GetSessionRequest request, StreamObserver<Session> out) {
        answer(out, () -> find(request.getAgent(), request.getSessionId(), request.getUserId()));
    }

    @Override
    public synchronized void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> out) {
        answer(out, () -> {
            var matching = sessions.values().stream()
                    .filter(session -> session.getAgent().equals(request.getAgent()))
                    .filter(session -> request.getStatusValue() == 0 || session.getStatus() == request.getStatus())
                    .toList();
            var from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
            var to = Math.min(matching.size(), from + request.getPageSize());
            return ListSessionsResponse.newBuilder()
                    .addAllSessions(matching.subList(from, to))
                    .setNextPageToken(to < matching.size() ? Integer.toString(to) : "")
                    .build();
        });
    }

    @Override
    public synchronized void endSession(EndSessionRequest request, StreamObserver<Session> out) {
        answer(out, () -> end(find(request.getAgent(), request.getSessionId(), request.getUserId())));
    }

    private Session end(Session session) {
        var ended = session.toBuilder()
                .setStatus(SessionStatus.SESSION_STATUS_ENDED)
                .setEndReason("completed")
                .build();
        sessions.put(key(session.getAgent(), session.getSessionId()), ended);
        append(ended, "SessionEnded", Map.of("reason", "completed"));
        return current(ended);
    }

    @Override
    public synchronized void deleteSession(DeleteSessionRequest request, StreamObserver<DeleteSessionResponse> out) {
        answer(out, () -> {
            if (logs.get(key(request.getAgent(), request.getSessionId())) == null) {
                throw refusal(ErrorCode.SESSION_NOT_FOUND, "no such session");
            }
            sessions.remove(key(request.getAgent(), request.getSessionId()));
            return DeleteSessionResponse.getDefaultInstance();
        });
    }

    @Override
    public void streamMessage(SendMessageRequest request, StreamObserver<MessageChunk> out) {
        try {
            var session = find(request.getAgent(), request.getSessionId(), request.getUserId());
            if (session.getStatus() == SessionStatus.SESSION_STATUS_ENDED) {
                throw refusal(ErrorCode.SESSION_ENDED, "the session has ended");
            }
            stream(session, request.getMessage(), out);
            out.onCompleted();
        } catch (RuntimeException e) {
            out.onError(e);
        }
    }

    private void stream(Session session, String message, StreamObserver<MessageChunk> out) {
        append(session, "MessageAppended", Map.of("role", "user", "content", message));
        var answer = "You said: " + message;
        for (var from = 0; from < answer.length(); from += PIECE) {
            var piece = answer.substring(from, Math.min(answer.length(), from + PIECE));
            out.onNext(MessageChunk.newBuilder().setChunk(piece).build());
            if (message.equals(FAILING)) {
                throw refusal(ErrorCode.MODEL_FAILED, "the model is out of order");
            }
        }
        append(session, "MessageAppended", Map.of("role", "assistant", "content", answer));
        out.onNext(MessageChunk.newBuilder()
                .setCompleted(MessageResponse.newBuilder()
                        .setSessionId(session.getSessionId())
                        .setResponse(answer)
                        .setSequence(log(session).size()))
                .build());
    }

    @Override
    public synchronized void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> out) {
        answer(out, () -> {
            var session = find(request.getAgent(), request.getSessionId(), request.getUserId());
            var token = request.getPageToken().isEmpty() ? 0 : Long.parseLong(request.getPageToken());
            var after = Math.max(request.getAfter(), token);
            var matching = matching(session, after, request.getTypesList());
            var page = matching.subList(0, Math.min(matching.size(), request.getPageSize()));
            return ListEventsResponse.newBuilder()
                    .addAllEvents(page)
                    .setNextPageToken(
                            page.size() < matching.size()
                                    ? Long.toString(page.getLast().getSequence())
                                    : "")
                    .build();
        });
    }

    /** Those of the past; whether there will be more depends on the session's state. */
    @Override
    public void tailEvents(TailEventsRequest request, StreamObserver<Event> out) {
        try {
            var session = find(request.getAgent(), request.getSessionId(), request.getUserId());
            matching(session, request.getFrom() - 1, request.getTypesList()).forEach(out::onNext);
            if (session.getStatus() == SessionStatus.SESSION_STATUS_ENDED) {
                out.onCompleted();
            }
        } catch (RuntimeException e) {
            out.onError(e);
        }
    }

    @Override
    public synchronized void getWorkingMemory(GetWorkingMemoryRequest request, StreamObserver<WorkingMemory> out) {
        answer(out, () -> {
            var session = find(request.getAgent(), request.getSessionId(), request.getUserId());
            var memory = WorkingMemory.newBuilder()
                    .setSessionId(session.getSessionId())
                    .setStrategy("summary_buffer")
                    .setBudget(4000);
            matching(session, 0, List.of("MessageAppended"))
                    .forEach(event -> memory.addMessages(ContextMessage.newBuilder()
                            .setRole(text(event, "role"))
                            .setContent(text(event, "content"))));
            return memory.build();
        });
    }

    private static String text(Event event, String field) {
        return event.getData().getFieldsOrThrow(field).getStringValue();
    }

    private List<Event> matching(Session session, long after, List<String> types) {
        return log(session).stream()
                .filter(event -> event.getSequence() > after)
                .filter(event -> types.isEmpty() || types.contains(event.getType()))
                .toList();
    }

    private synchronized void append(Session session, String type, Map<String, String> data) {
        var struct = Struct.newBuilder();
        data.forEach((name, value) ->
                struct.putFields(name, Value.newBuilder().setStringValue(value).build()));
        var log = logs.computeIfAbsent(key(session.getAgent(), session.getSessionId()), _ -> new ArrayList<>());
        log.add(Event.newBuilder()
                .setSequence(log.size() + 1L)
                .setEventId("evt_" + log.size())
                .setType(type)
                .setRevision(1)
                .setData(struct)
                .build());
        var messages = log.stream()
                .filter(event -> event.getType().equals("MessageAppended"))
                .count();
        sessions.computeIfPresent(
                key(session.getAgent(), session.getSessionId()),
                (_, before) -> before.toBuilder()
                        .setVersion(log.size())
                        .setMessageCount(messages)
                        .build());
    }

    private synchronized List<Event> log(Session session) {
        return List.copyOf(logs.getOrDefault(key(session.getAgent(), session.getSessionId()), List.of()));
    }

    private Session current(Session session) {
        return Objects.requireNonNull(sessions.get(key(session.getAgent(), session.getSessionId())));
    }

    private synchronized Session find(String agent, String id, String user) {
        requireValid(agent, id);
        var session = sessions.get(key(agent, id));
        if (session == null || !user.isEmpty() && !session.getUserId().equals(user)) {
            throw refusal(ErrorCode.SESSION_NOT_FOUND, "There is no session " + id);
        }
        return session;
    }

    private static void requireValid(String agent, String id) {
        if (!List.of("assistant", "other").contains(agent)) {
            throw refusal(ErrorCode.AGENT_NOT_FOUND, "no agent " + agent);
        }
        if (!id.matches("[A-Za-z0-9._:-]{1,128}")) {
            throw refusal(ErrorCode.INVALID_REQUEST, "session_id is 1 to 128 letters");
        }
    }

    private static String key(String agent, String id) {
        return agent + "/" + id;
    }

    private static <T> void answer(StreamObserver<T> out, Supplier<T> call) {
        try {
            out.onNext(call.get());
            out.onCompleted();
        } catch (RuntimeException e) {
            out.onError(e);
        }
    }

    private static RuntimeException refusal(ErrorCode code, String detail) {
        return ErrorInfos.status(code, detail, Map.of());
    }
}
