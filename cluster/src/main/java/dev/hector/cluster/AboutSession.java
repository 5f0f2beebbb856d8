package dev.hector.cluster;

import com.google.protobuf.Message;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.SessionRef;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says which session a call is about, by its request: an instance is chosen when a call starts, so calls of one request
 * start when it is there. A question to long-term memory is about its user, whose sessions share an index.
 */
final class AboutSession implements ClientInterceptor {

    private static final String SESSION = "session";

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return method.getType().clientSendsOneMessage()
                ? new StartedWithItsRequest<>(method, options, next)
                : next.newCall(method, options);
    }

    private static CallOptions about(CallOptions options, @Nullable Object request) {
        return switch (request) {
            case RecallQuery recall
            when !recall.getSession().getUserId().isEmpty() -> {
                var session = recall.getSession();
                yield about(options, session.getTenant(), session.getAgent(), "user", session.getUserId());
            }
            case SessionRef session -> about(options, session);
            case Message message -> {
                var field = message.getDescriptorForType().findFieldByName(SESSION);
                yield field != null && message.getField(field) instanceof SessionRef session
                        ? about(options, session)
                        : options;
            }
            case null, default -> options;
        };
    }

    private static CallOptions about(CallOptions options, SessionRef session) {
        return about(options, session.getTenant(), session.getAgent(), SESSION, session.getSessionId());
    }

    private static CallOptions about(CallOptions options, String... parts) {
        return options.withOption(SessionAffinity.ABOUT, String.join("/", parts));
    }

    private static final class StartedWithItsRequest<Q, A> extends ClientCall<Q, A> {

        private final MethodDescriptor<Q, A> method;
        private final CallOptions options;
        private final Channel next;
        private @Nullable Listener<A> answers;
        private Metadata headers = new Metadata();
        private int wanted;
        private @Nullable ClientCall<Q, A> call;

        private StartedWithItsRequest(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            this.method = method;
            this.options = options;
            this.next = next;
        }

        private ClientCall<Q, A> started(@Nullable Object request) {
            if (call == null) {
                var begun = next.newCall(method, about(options, request));
                begun.start(Objects.requireNonNull(answers, "A call is started first"), headers);
                begun.request(wanted);
                call = begun;
            }
            return call;
        }

        @Override
        public void start(Listener<A> listener, Metadata sent) {
            answers = listener;
            headers = sent;
        }

        @Override
        public void request(int messages) {
            if (call == null) {
                wanted += messages;
            } else {
                call.request(messages);
            }
        }

        @Override
        public void sendMessage(Q message) {
            started(message).sendMessage(message);
        }

        @Override
        public void halfClose() {
            started(null).halfClose();
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            started(null).cancel(message, cause);
        }
    }
}
