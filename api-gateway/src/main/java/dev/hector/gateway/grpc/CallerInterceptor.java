package dev.hector.gateway.grpc;

import dev.hector.gateway.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Objects;

/** Keeps the {@link Caller} that a call's headers name in its context. */
final class CallerInterceptor implements ServerInterceptor {

    static final Context.Key<Caller> CALLER = Context.key("caller");

    private static final Metadata.Key<String> USER = Metadata.Key.of("x-user-id", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var caller = Caller.of(Objects.requireNonNullElse(headers.get(USER), ""));
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    }
}
