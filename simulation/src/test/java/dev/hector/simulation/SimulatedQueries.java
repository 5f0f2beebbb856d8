package dev.hector.simulation;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.ReadTurnContextQuery;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionQueriesGrpc;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.store.SimulatedLog;
import dev.hector.store.SimulatedLog.Entry;
import dev.hector.store.SimulatedStore;
import dev.hector.store.StoreUnavailableException;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.ErrorInfos;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The questions that a turn asks, answered from the log: a stand-in for the query service. */
final class SimulatedQueries extends SessionQueriesGrpc.SessionQueriesImplBase {

    private static final Duration POLL = Duration.ofMillis(400);

    private final SimulatedStore store;
    private final SimulatedLog log;

    SimulatedQueries(SimulatedStore store, SimulatedLog log) {
        this.store = store;
        this.log = log;
    }

    @Override
    public void describeSession(SessionRef query, StreamObserver<Session> caller) {
        answer(
                caller,
                query,
                _ -> Session.newBuilder().setSessionId(query.getSessionId()).build());
    }

    @Override
    public void readTurnContext(ReadTurnContextQuery query, StreamObserver<WorkingMemory> caller) {
        answer(caller, () -> log.session(key(query.getSession())), events -> {
            var message = (MessageAppended)
                    events.get((int) query.getStartedSequence() - 2).event();
            return WorkingMemory.newBuilder()
                    .setAsOf(query.getStartedSequence())
                    .addMessages(ContextMessage.newBuilder()
                            .setRole(Role.USER.wireName())
                            .setContent(message.text())
                            .setFromSequence(query.getStartedSequence() - 1)
                            .setToSequence(query.getStartedSequence() - 1))
                    .build();
        });
    }

    @Override
    public void awaitEvents(AwaitEventsQuery query, StreamObserver<ListEventsResponse> caller) {
        var deadline = VirtualTime.nanoTime()
                + Duration.ofMillis(query.getWaitMillis()).toNanos();
        answer(caller, () -> visible(query.getSession()), events -> newer(events, query.getFrom()), news -> {
            var over = VirtualTime.nanoTime() >= deadline;
            return news.getEventsCount() > 0 || over;
        });
    }

    private static ListEventsResponse newer(List<Entry> events, long from) {
        var news = ListEventsResponse.newBuilder();
        for (var event : events.subList((int) Math.min(events.size(), from - 1), events.size())) {
            news.addEvents(Event.newBuilder()
                    .setSequence(event.stored().sequence())
                    .setType(event.stored().type()));
        }
        return news.build();
    }

    @Override
    public void findTurn(FindTurnQuery query, StreamObserver<Turn> caller) {
        answer(caller, query.getSession(), events -> turn(events, query));
    }

    private static Turn turn(List<Entry> events, FindTurnQuery query) {
        var turn = Turn.newBuilder();
        for (var entry : events) {
            switch (entry.event()) {
                case TurnStarted started
                when started.turnId().equals(query.getTurnId())
                        || entry.stored().sequence() == query.getStartedSequence() ->
                    turn.setTurnId(started.turnId())
                            .setAttempt(started.attempt())
                            .setStartedSequence(entry.stored().sequence())
                            .setMessageId(started.messageId())
                            .setState(Turn.State.STATE_OPEN);
                case TurnFailed failed
                when failed.turnId().equals(turn.getTurnId()) ->
                    turn.setState(Turn.State.STATE_FAILED)
                            .setEndedSequence(entry.stored().sequence())
                            .setFailureCode(failed.code().wireName())
                            .setFailureDetail(failed.detail());
                case TurnCompleted completed
                when completed.turnId().equals(turn.getTurnId()) ->
                    turn.setState(Turn.State.STATE_COMPLETED)
                            .setEndedSequence(entry.stored().sequence())
                            .setResponse(response(events, entry.stored().sequence(), completed, turn));
                default -> {}
            }
        }
        if (turn.getTurnId().isEmpty()) {
            throw ErrorInfos.status(ErrorCode.INVALID_REQUEST, "there is no such turn", Map.of());
        }
        return turn.build();
    }

    private static MessageResponse response(
            List<Entry> events, long sequence, TurnCompleted completed, Turn.Builder turn) {
        var answer = (MessageAppended) events.get((int) sequence - 2).event();
        return MessageResponse.newBuilder()
                .setTurnId(completed.turnId())
                .setMessageId(completed.messageId())
                .setResponse(answer.text())
                .setSequence(sequence)
                .setModel(completed.model())
                .build();
    }

    private <T> void answer(StreamObserver<T> caller, SessionRef session, Function<List<Entry>, T> question) {
        answer(caller, () -> visible(session), question);
    }

    private <T> void answer(StreamObserver<T> caller, Supplier<List<Entry>> events, Function<List<Entry>, T> question) {
        answer(caller, events, question, _ -> true);
    }

    private <T> void answer(
            StreamObserver<T> caller,
            Supplier<List<Entry>> events,
            Function<List<Entry>, T> question,
            Predicate<T> enough) {
        try {
            var answer = store.ask(() -> question.apply(events.get()));
            while (!enough.test(answer)) {
                VirtualTime.sleep(POLL);
                answer = store.ask(() -> question.apply(events.get()));
            }
            caller.onNext(answer);
            caller.onCompleted();
        } catch (StatusRuntimeException refused) {
            caller.onError(refused);
        } catch (StoreUnavailableException away) {
            caller.onError(ErrorInfos.status(ErrorCode.STORE_UNAVAILABLE, "away", Map.of()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            caller.onError(ErrorInfos.status(ErrorCode.STORE_UNAVAILABLE, "interrupted", Map.of()));
        }
    }

    private List<Entry> visible(SessionRef session) {
        var events = log.session(key(session));
        if (events.isEmpty() || events.getLast().event() instanceof SessionEnded ended && isDeletion(ended)) {
            throw ErrorInfos.status(ErrorCode.SESSION_NOT_FOUND, "there is no such session", Map.of());
        }
        return events;
    }

    private static SessionKey key(SessionRef session) {
        return SessionKey.of(session.getAgent(), session.getSessionId());
    }

    private static boolean isDeletion(SessionEnded ended) {
        return ended.reason() == SessionEnded.Reason.DELETED;
    }
}
