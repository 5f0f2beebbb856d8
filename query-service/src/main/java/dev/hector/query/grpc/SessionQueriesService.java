package dev.hector.query.grpc;

import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.FindEventsQuery;
import dev.hector.proto.v1.FindMessagesQuery;
import dev.hector.proto.v1.FindSessionsQuery;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListMessagesResponse;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.ReadTurnContextQuery;
import dev.hector.proto.v1.ReadWorkingMemoryQuery;
import dev.hector.proto.v1.SearchMessagesQuery;
import dev.hector.proto.v1.SearchResponse;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionQueriesGrpc;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.query.AuditLog;
import dev.hector.query.SessionCatalogue;
import dev.hector.query.TextSearch;
import dev.hector.query.Transcript;
import dev.hector.query.TurnLookup;
import dev.hector.query.TurnView;
import dev.hector.query.Wait;
import dev.hector.query.WorkingMemories;
import dev.hector.store.grpc.StoreFailures;
import dev.hector.wire.Replies;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import dev.hector.wire.SessionReferences;
import io.grpc.Context;
import io.grpc.Context.CancellationListener;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.function.Supplier;

/** {@code SessionQueries} of {@code internal.proto}. Calls block their thread, which should be a virtual one. */
public final class SessionQueriesService extends SessionQueriesGrpc.SessionQueriesImplBase {

    private final SessionCatalogue catalogue;
    private final Transcript transcript;
    private final AuditLog log;
    private final TurnLookup turns;
    private final WorkingMemories memories;
    private final TextSearch search;

    public SessionQueriesService(
            SessionCatalogue catalogue,
            Transcript transcript,
            AuditLog log,
            TurnLookup turns,
            WorkingMemories memories,
            TextSearch search) {
        this.catalogue = catalogue;
        this.transcript = transcript;
        this.log = log;
        this.turns = turns;
        this.memories = memories;
        this.search = search;
    }

    @Override
    public void describeSession(SessionRef query, StreamObserver<Session> caller) {
        answer(
                caller,
                () -> SessionReferences.of(query).then(catalogue::describe).map(QueryResponses::session));
    }

    @Override
    public void findSessions(FindSessionsQuery query, StreamObserver<ListSessionsResponse> caller) {
        answer(
                caller,
                () -> catalogue
                        .find(QueryRequests.filter(query), QueryRequests.paging(query))
                        .map(QueryResponses::sessions));
    }

    @Override
    public void findMessages(FindMessagesQuery query, StreamObserver<ListMessagesResponse> caller) {
        answer(
                caller,
                () -> SessionReferences.of(query.getSession())
                        .then(session -> transcript.find(session, QueryRequests.paging(query)))
                        .map(QueryResponses::messages));
    }

    @Override
    public void findEvents(FindEventsQuery query, StreamObserver<ListEventsResponse> caller) {
        answer(
                caller,
                () -> SessionReferences.of(query.getSession())
                        .then(session -> log.find(session, QueryRequests.filter(query), QueryRequests.paging(query)))
                        .map(QueryResponses::events));
    }

    @Override
    public void awaitEvents(AwaitEventsQuery query, StreamObserver<ListEventsResponse> caller) {
        var wait = new Wait(Duration.ofMillis(query.getWaitMillis()));
        var call = Context.current();
        CancellationListener callerHasGone = _ -> wait.giveUp();
        call.addListener(callerHasGone, Runnable::run);
        try {
            answer(
                    caller,
                    () -> SessionReferences.of(query.getSession())
                            .then(session -> log.await(session, query.getFrom(), query.getLimit(), wait))
                            .map(QueryResponses::events));
        } finally {
            call.removeListener(callerHasGone);
        }
    }

    @Override
    public void findTurn(FindTurnQuery query, StreamObserver<Turn> caller) {
        answer(
                caller,
                () -> SessionReferences.of(query.getSession())
                        .then(session ->
                                turn(session, query).map(turn -> TurnResponses.turn(session.session(), turn))));
    }

    @Override
    public void readWorkingMemory(ReadWorkingMemoryQuery query, StreamObserver<WorkingMemory> caller) {
        answer(
                caller,
                () -> SessionReferences.of(query.getSession())
                        .then(session -> memories.read(session, query.getAsOf())
                                .map(context -> QueryResponses.memory(session.session(), context))));
    }

    @Override
    public void readTurnContext(ReadTurnContextQuery query, StreamObserver<WorkingMemory> caller) {
        answer(
                caller,
                () -> SessionReferences.of(query.getSession()).map(session -> {
                    var context = memories.asOf(session.session(), query.getStartedSequence());
                    return QueryResponses.memory(session.session(), context);
                }));
    }

    @Override
    public void searchMessages(SearchMessagesQuery query, StreamObserver<SearchResponse> caller) {
        answer(
                caller,
                () -> search.find(QueryRequests.search(query), QueryRequests.paging(query))
                        .map(QueryResponses::hits));
    }

    private Reply<TurnView> turn(SessionReference session, FindTurnQuery query) {
        if (query.getStartedSequence() > 0) {
            return turns.startedAt(session, query.getStartedSequence());
        }
        return query.getTurnId().isEmpty()
                ? Reply.invalid("turn_id", "or started_sequence must say which turn is wanted")
                : turns.withId(session, query.getTurnId());
    }

    private static <T> void answer(StreamObserver<T> caller, Supplier<Reply<T>> question) {
        Replies.answer(caller, question, StoreFailures::ofQuestion);
    }
}
