package dev.hector.gateway.grpc;

import dev.hector.gateway.Caller;
import dev.hector.gateway.EventTails;
import dev.hector.gateway.Sessions;
import dev.hector.gateway.TurnRunner;
import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.DeleteSessionResponse;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.GetWorkingMemoryRequest;
import dev.hector.proto.v1.ImportMessagesRequest;
import dev.hector.proto.v1.ImportMessagesResponse;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListMessagesRequest;
import dev.hector.proto.v1.ListMessagesResponse;
import dev.hector.proto.v1.ListSessionsRequest;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.MessageChunk;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.RecallRequest;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SearchRequest;
import dev.hector.proto.v1.SearchResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.TailEventsRequest;
import dev.hector.proto.v1.WorkingMemory;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** {@code A2AService} of {@code sessions.proto}. Calls block their thread, which should be a virtual one. */
final class A2AEndpoint extends A2AServiceGrpc.A2AServiceImplBase {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final TurnRunner turns;
    private final EventTails tails;

    A2AEndpoint(Sessions sessions, TurnRunner turns, EventTails tails) {
        this.sessions = sessions;
        this.turns = turns;
        this.tails = tails;
    }

    @Override
    public void createSession(CreateSessionRequest request, StreamObserver<Session> observer) {
        answer(observer, caller -> sessions.create(request, caller));
    }

    @Override
    public void getSession(GetSessionRequest request, StreamObserver<Session> observer) {
        answer(observer, caller -> sessions.get(request, caller));
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> observer) {
        answer(observer, caller -> sessions.list(request, caller));
    }

    @Override
    public void deleteSession(DeleteSessionRequest request, StreamObserver<DeleteSessionResponse> observer) {
        answer(observer, caller -> {
            sessions.delete(request, caller);
            return DeleteSessionResponse.getDefaultInstance();
        });
    }

    @Override
    public void endSession(EndSessionRequest request, StreamObserver<Session> observer) {
        answer(observer, caller -> sessions.end(request, caller));
    }

    @Override
    public void sendMessage(SendMessageRequest request, StreamObserver<MessageResponse> observer) {
        answer(
                observer,
                caller -> TurnRunner.wantsAnswer(request)
                        ? turns.answer(request, caller)
                        : sessions.append(request, caller));
    }

    @Override
    public void importMessages(ImportMessagesRequest request, StreamObserver<ImportMessagesResponse> observer) {
        answer(observer, caller -> sessions.importMessages(request, caller));
    }

    @Override
    public void streamMessage(SendMessageRequest request, StreamObserver<MessageChunk> observer) {
        var stream = new PacedStream<>(observer);
        begin(stream, caller -> turns.stream(request, caller), (turn, out) -> {
            while (!turn.ended() && !out.isCancelled()) {
                var part = turn.next(PATIENCE);
                if (part.isPresent()) {
                    out.send(part.get());
                }
            }
        });
    }

    @Override
    public void listMessages(ListMessagesRequest request, StreamObserver<ListMessagesResponse> observer) {
        answer(observer, caller -> sessions.messages(request, caller));
    }

    @Override
    public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> observer) {
        answer(observer, caller -> sessions.events(request, caller));
    }

    @Override
    public void tailEvents(TailEventsRequest request, StreamObserver<Event> observer) {
        var stream = new PacedStream<>(observer);
        begin(stream, caller -> tails.follow(request, caller), (tail, out) -> {
            try (tail) {
                while (!tail.ended() && !out.isCancelled()) {
                    for (var event : tail.next(PATIENCE)) {
                        out.send(event);
                    }
                }
            }
        });
    }

    @Override
    public void getWorkingMemory(GetWorkingMemoryRequest request, StreamObserver<WorkingMemory> observer) {
        answer(observer, caller -> sessions.workingMemory(request, caller));
    }

    @Override
    public void recall(RecallRequest request, StreamObserver<RecallResponse> observer) {
        answer(observer, caller -> sessions.recall(request, caller));
    }

    @Override
    public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
        answer(observer, caller -> sessions.search(request, caller));
    }

    private interface Action<T> {

        T of(Caller caller) throws InterruptedException;
    }

    private interface Copying<S, T> {

        void copy(S source, PacedStream<T> stream) throws InterruptedException;
    }

    private static <T> void answer(StreamObserver<T> observer, Action<T> action) {
        try {
            observer.onNext(action.of(caller()));
            observer.onCompleted();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            observer.onError(Problems.of(failure));
        }
    }

    private static <S, T> void begin(PacedStream<T> stream, Action<S> action, Copying<S, T> copying) {
        try {
            var source = action.of(caller());
            stream.start(out -> copying.copy(source, out));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            stream.fail(failure);
        }
    }

    private static Caller caller() {
        var caller = CallerInterceptor.CALLER.get();
        return caller == null ? Caller.unnamed() : caller;
    }
}
