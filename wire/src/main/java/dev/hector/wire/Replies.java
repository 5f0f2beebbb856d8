package dev.hector.wire;

import dev.hector.wire.QueryRefusal.InvalidRequest;
import dev.hector.wire.QueryRefusal.LongTermMemoryOff;
import dev.hector.wire.QueryRefusal.SessionNotFound;
import dev.hector.wire.Reply.Answer;
import dev.hector.wire.Reply.Refused;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gives callers what comes back from their questions. */
public final class Replies {

    private Replies() {}

    /**
     * Asks, on the calling thread, and gives the caller the answer or a status with {@code google.rpc.ErrorInfo}. Who has
     * gone meanwhile gets nothing.
     *
     * @param failures what callers are told of an exception
     */
    public static <T> void answer(
            StreamObserver<T> caller,
            Supplier<Reply<T>> question,
            Function<RuntimeException, StatusRuntimeException> failures) {
        try {
            switch (question.get()) {
                case Answer<T>(var value) -> give(caller, value);
                case Refused<T>(var refusal) -> caller.onError(status(refusal));
            }
        } catch (RuntimeException failure) {
            caller.onError(failures.apply(failure));
        }
    }

    private static <T> void give(StreamObserver<T> caller, T value) {
        if (!Context.current().isCancelled()) {
            caller.onNext(value);
            caller.onCompleted();
        }
    }

    /** What callers are told of a refusal. */
    public static StatusRuntimeException status(QueryRefusal refusal) {
        return switch (refusal) {
            case SessionNotFound(var session) ->
                ErrorInfos.status(
                        ErrorCode.SESSION_NOT_FOUND,
                        "Agent " + session.agent() + " has no session " + session.sessionId(),
                        Map.of("agent", session.agent(), "session_id", session.sessionId()));
            case InvalidRequest(var field, var problem) ->
                ErrorInfos.status(ErrorCode.INVALID_REQUEST, field + " " + problem, Map.of(ErrorInfos.FIELD, field));
            case LongTermMemoryOff(var agent) ->
                ErrorInfos.status(
                        ErrorCode.LONGTERM_MEMORY_OFF,
                        "Agent " + agent + " has no long-term memory: add 'longterm:' under its 'memory:'",
                        Map.of("agent", agent));
        };
    }
}
