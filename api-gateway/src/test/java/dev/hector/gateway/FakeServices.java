package dev.hector.gateway;

import dev.hector.wire.ErrorCode;

import dev.hector.proto.v1.AppendMessagesCommand;
import dev.hector.proto.v1.AppendMessagesReply;
import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.CommandReply;
import dev.hector.proto.v1.CompleteTurnCommand;
import dev.hector.proto.v1.CreateSessionCommand;
import dev.hector.proto.v1.EndSessionCommand;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.FindEventsQuery;
import dev.hector.proto.v1.FindMessagesQuery;
import dev.hector.proto.v1.FindSessionsQuery;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.Highlight;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListMessagesResponse;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.ReadTurnContextQuery;
import dev.hector.proto.v1.ReadWorkingMemoryQuery;
import dev.hector.proto.v1.RecordRecallCommand;
import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.proto.v1.RenewTurnReply;
import dev.hector.proto.v1.SearchHit;
import dev.hector.proto.v1.SearchMessagesQuery;
import dev.hector.proto.v1.SearchResponse;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionCreatedReply;
import dev.hector.proto.v1.SessionQueriesGrpc;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.proto.v1.StartTurnReply;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.WorkingMemory;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The command and the query service, in memory, behind real stubs; they can be taken away for a while. */
final class FakeServices implements AutoCloseable {

    private static final int LONGEST_ANSWER = 1_000_000;

    private final Map<String, FakeSession> sessions = new LinkedHashMap<>();
    private final AtomicInteger renewals = new AtomicInteger();
    private final Server server;
    private final ManagedChannel channel;
    private volatile boolean storeAway;
    private volatile boolean losesReplies;

    /** Whoever asks for a context waits while there is no permit. */
    private final Semaphore contexts = new Semaphore(1);

    private FakeServices(Server server, ManagedChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    static FakeServices start() {
        var name = InProcessServerBuilder.generateName();
        var commands = new Commands();
        var queries = new Queries();
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var server = InProcessServerBuilder.forName(name)
                    .executor(executor)
                    .addService(commands)
                    .addService(queries)
                    .build()
                    .start();
            var channel =
                    InProcessChannelBuilder.forName(name).executor(executor).build();
            var services = new FakeServices(server, channel);
            commands.services = services;
            queries.services = services;
            return services;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SessionCommandsBlockingStub commands() {
        return SessionCommandsGrpc.newBlockingStub(channel);
    }

    SessionQueriesBlockingStub queries() {
        return SessionQueriesGrpc.newBlockingStub(channel);
    }

    void takeStoreAway() {
        storeAway = true;
    }

    void bringStoreBack() {
        storeAway = false;
    }

    /** Turns are completed, but the reply does not arrive. */
    void loseReplies(boolean lose) {
        losesReplies = lose;
    }

    /** What a turn is given is not said until {@link #sayContexts}. */
    void holdContexts() {
        contexts.acquireUninterruptibly();
    }

    void sayContexts() {
        contexts.release();
    }

    int renewals() {
        return renewals.get();
    }

    synchronized FakeSession session(String agent, String id) {
        var session = sessions.get(agent + "/" + id);
        if (session == null) {
            throw FakeRefusal.of(ErrorCode.SESSION_NOT_FOUND, "There is no such session");
        }
        return session;
    }

    private FakeSession session(SessionRef ref) {
        var session = session(ref.getAgent(), ref.getSessionId());
        if (!session.belongsTo(ref.getUserId()) || session.deleted()) {
            throw FakeRefusal.of(ErrorCode.SESSION_NOT_FOUND, "There is no such session");
        }
        return session;
    }

    synchronized List<String> types(String agent, String id) {
        return session(agent, id).events().stream().map(Event::getType).toList();
    }

    synchronized List<String> contents(String agent, String id, String role) {
        return session(agent, id).messages().stream()
                .filter(message -> message.getRole().equals(role))
                .map(Message::getContent)
                .toList();
    }

    synchronized void failOpenTurn(String agent, String id, String code, String detail) {
        session(agent, id).failOpenTurn(code, detail);
        notifyAll();
    }

    private SessionCreatedReply create(CreateSessionCommand command) {
        var key = command.getSession().getAgent() + "/" + command.getSession().getSessionId();
        var found = sessions.get(key);
        if (found != null && (!command.getAllowExisting() || found.deleted())) {
            throw FakeRefusal.of(ErrorCode.SESSION_EXISTS, "The session id is taken");
        }
        if (found == null) {
            sessions.put(key, new FakeSession(command));
        }
        return SessionCreatedReply.newBuilder()
                .setCreated(found == null)
                .setVersion(1)
                .build();
    }

    private synchronized <T> T locked(Supplier<T> action) {
        if (storeAway) {
            throw FakeRefusal.of(ErrorCode.STORE_UNAVAILABLE, "The database does not answer");
        }
        var result = action.get();
        notifyAll();
        return result;
    }

    private <T> void answer(StreamObserver<T> observer, Supplier<T> action) {
        try {
            observer.onNext(locked(action));
            observer.onCompleted();
        } catch (StatusRuntimeException refused) {
            observer.onError(refused);
        }
    }

    private synchronized ListEventsResponse await(AwaitEventsQuery query) throws InterruptedException {
        var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(query.getWaitMillis());
        while (true) {
            if (storeAway) {
                throw FakeRefusal.of(ErrorCode.STORE_UNAVAILABLE, "The database does not answer");
            }
            var events = session(query.getSession()).events().stream()
                    .filter(event -> event.getSequence() >= query.getFrom())
                    .limit(query.getLimit())
                    .toList();
            var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (!events.isEmpty() || left <= 0 || Context.current().isCancelled()) {
                return ListEventsResponse.newBuilder().addAllEvents(events).build();
            }
            wait(Math.min(left, 20));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static FakeServices required(@Nullable FakeServices services) {
        if (services == null) {
            throw new IllegalStateException("not started");
        }
        return services;
    }

    private static final class Commands extends SessionCommandsGrpc.SessionCommandsImplBase {

        private volatile @Nullable FakeServices services;

        private FakeServices services() {
            return required(services);
        }

        @Override
        public void createSession(CreateSessionCommand command, StreamObserver<SessionCreatedReply> observer) {
            services().answer(observer, () -> services().create(command));
        }

        @Override
        public void startTurn(StartTurnCommand command, StreamObserver<StartTurnReply> observer) {
            services()
                    .answer(
                            observer,
                            () -> services().session(command.getSession()).startTurn(command));
        }

        @Override
        public void renewTurn(RenewTurnCommand command, StreamObserver<RenewTurnReply> observer) {
            services().answer(observer, () -> {
                services().session(command.getSession()).renew(command.getTurnId());
                services().renewals.incrementAndGet();
                return RenewTurnReply.getDefaultInstance();
            });
        }

        @Override
        public void completeTurn(CompleteTurnCommand command, StreamObserver<CommandReply> observer) {
            services().answer(observer, () -> {
                if (command.getContent().length() > LONGEST_ANSWER) {
                    throw FakeRefusal.of(ErrorCode.INVALID_REQUEST, "content: at most 1000000 characters");
                }
                var version = services().session(command.getSession()).complete(command);
                if (services().losesReplies) {
                    throw FakeRefusal.of(ErrorCode.STORE_UNAVAILABLE, "The connection broke");
                }
                return CommandReply.newBuilder().setVersion(version).build();
            });
        }

        @Override
        public void recordRecall(RecordRecallCommand command, StreamObserver<CommandReply> observer) {
            services()
                    .answer(
                            observer,
                            () -> CommandReply.newBuilder()
                                    .setVersion(services()
                                            .session(command.getSession())
                                            .recall(command))
                                    .build());
        }

        @Override
        public void failTurn(FailTurnCommand command, StreamObserver<CommandReply> observer) {
            services()
                    .answer(
                            observer,
                            () -> CommandReply.newBuilder()
                                    .setVersion(services()
                                            .session(command.getSession())
                                            .fail(command))
                                    .build());
        }

        @Override
        public void appendMessages(AppendMessagesCommand command, StreamObserver<AppendMessagesReply> observer) {
            services()
                    .answer(
                            observer,
                            () -> services().session(command.getSession()).append(command));
        }

        @Override
        public void endSession(EndSessionCommand command, StreamObserver<CommandReply> observer) {
            services().answer(observer, () -> {
                var ref = command.getSession();
                services().session(ref.getAgent(), ref.getSessionId()).end(command);
                return CommandReply.getDefaultInstance();
            });
        }
    }

    private static final class Queries extends SessionQueriesGrpc.SessionQueriesImplBase {

        private volatile @Nullable FakeServices services;

        private FakeServices services() {
            return required(services);
        }

        @Override
        public void describeSession(SessionRef query, StreamObserver<Session> observer) {
            services().answer(observer, () -> services().session(query).describe());
        }

        @Override
        public void findSessions(FindSessionsQuery query, StreamObserver<ListSessionsResponse> observer) {
            services()
                    .answer(
                            observer,
                            () -> ListSessionsResponse.newBuilder()
                                    .addAllSessions(services().sessions.values().stream()
                                            .filter(session ->
                                                    session.belongsTo(query.getUserId()) && !session.deleted())
                                            .map(FakeSession::describe)
                                            .filter(session ->
                                                    session.getAgent().equals(query.getAgent()))
                                            .toList())
                                    .build());
        }

        @Override
        public void findMessages(FindMessagesQuery query, StreamObserver<ListMessagesResponse> observer) {
            services()
                    .answer(
                            observer,
                            () -> ListMessagesResponse.newBuilder()
                                    .addAllMessages(services()
                                            .session(query.getSession())
                                            .messages())
                                    .build());
        }

        @Override
        public void findEvents(FindEventsQuery query, StreamObserver<ListEventsResponse> observer) {
            services().answer(observer, () -> {
                var before = query.getBefore() == 0 ? Long.MAX_VALUE : query.getBefore();
                return ListEventsResponse.newBuilder()
                        .addAllEvents(services().session(query.getSession()).events().stream()
                                .filter(event -> event.getSequence() > query.getAfter() && event.getSequence() < before)
                                .filter(event -> query.getTypesList().isEmpty()
                                        || query.getTypesList().contains(event.getType()))
                                .toList())
                        .build();
            });
        }

        @Override
        public void awaitEvents(AwaitEventsQuery query, StreamObserver<ListEventsResponse> observer) {
            try {
                observer.onNext(services().await(query));
                observer.onCompleted();
            } catch (StatusRuntimeException refused) {
                observer.onError(refused);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void findTurn(FindTurnQuery query, StreamObserver<Turn> observer) {
            services()
                    .answer(
                            observer,
                            () -> services()
                                    .session(query.getSession())
                                    .turn(query.getTurnId(), query.getStartedSequence()));
        }

        @Override
        public void readWorkingMemory(ReadWorkingMemoryQuery query, StreamObserver<WorkingMemory> observer) {
            services().answer(observer, () -> {
                var session = services().session(query.getSession());
                return session.memory(query.getAsOf() == 0 ? session.version() : query.getAsOf());
            });
        }

        @Override
        public void readTurnContext(ReadTurnContextQuery query, StreamObserver<WorkingMemory> observer) {
            services().contexts.acquireUninterruptibly();
            services().contexts.release();
            services()
                    .answer(
                            observer,
                            () -> services().session(query.getSession()).memory(query.getStartedSequence()));
        }

        @Override
        public void searchMessages(SearchMessagesQuery query, StreamObserver<SearchResponse> observer) {
            services()
                    .answer(
                            observer,
                            () -> SearchResponse.newBuilder()
                                    .addAllHits(hits(query))
                                    .build());
        }

        private List<SearchHit> hits(SearchMessagesQuery query) {
            return services().sessions.values().stream()
                    .flatMap(session -> session.messages().stream()
                            .filter(message -> message.getContent().contains(query.getText()))
                            .map(message -> SearchHit.newBuilder()
                                    .setSessionId(session.describe().getSessionId())
                                    .setKind("message")
                                    .setSequence(message.getSequence())
                                    .setMessageId(message.getMessageId())
                                    .setRole(message.getRole())
                                    .setOccurredAt(message.getOccurredAt())
                                    .setScore(0.5)
                                    .setSnippet(query.getText())
                                    .addHighlights(Highlight.newBuilder()
                                            .setEnd(query.getText().length()))
                                    .build()))
                    .toList();
        }
    }
}
