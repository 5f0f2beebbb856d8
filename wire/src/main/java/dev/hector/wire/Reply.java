package dev.hector.wire;

import java.util.function.Function;

/** What comes back from a question: its answer, or why there is none. */
public sealed interface Reply<T> {

    /** The answer. */
    record Answer<T>(T value) implements Reply<T> {}

    /** Why there is none. */
    record Refused<T>(QueryRefusal refusal) implements Reply<T> {}

    static <T> Reply<T> of(T value) {
        return new Answer<>(value);
    }

    static <T> Reply<T> refused(QueryRefusal refusal) {
        return new Refused<>(refusal);
    }

    static <T> Reply<T> invalid(String field, String problem) {
        return refused(new QueryRefusal.InvalidRequest(field, problem));
    }

    /** The same refusal, or the answer turned into another. */
    default <R> Reply<R> map(Function<? super T, ? extends R> mapper) {
        return then(value -> of(mapper.apply(value)));
    }

    /** The same refusal, or what follows from the answer. */
    default <R> Reply<R> then(Function<? super T, Reply<R>> next) {
        return switch (this) {
            case Answer<T>(var value) -> next.apply(value);
            case Refused<T>(var refusal) -> refused(refusal);
        };
    }
}
