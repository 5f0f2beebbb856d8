package dev.hector.store.grpc;

import dev.hector.store.Reply;
import dev.hector.store.Reply.Answer;
import dev.hector.store.Reply.Refused;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Gives callers what comes back from their questions. */
public final class Replies {

    private Replies() {}

    /**
     * Asks, on the calling thread, and gives the caller the answer or a status with {@code google.rpc.ErrorInfo}. Who has
     * gone meanwhile gets nothing.
     */
    public static <T> void answer(StreamObserver<T> caller, Supplier<Reply<T>> question) {
        try {
            switch (question.get()) {
                case Answer<T>(var value) -> give(caller, value);
                case Refused<T>(var refusal) -> caller.onError(Problems.of(refusal));
            }
        } catch (RuntimeException failure) {
            caller.onError(Problems.of(failure));
        }
    }

    private static <T> void give(StreamObserver<T> caller, T value) {
        if (!Context.current().isCancelled()) {
            caller.onNext(value);
            caller.onCompleted();
        }
    }
}
