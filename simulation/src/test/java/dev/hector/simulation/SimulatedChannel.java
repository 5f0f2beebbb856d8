package dev.hector.simulation;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries unary calls of one machine to the services of another, within the calling thread. */
public final class SimulatedChannel extends Channel {

    /** Finds who answers a call, and brings it there. */
    public interface Carrier {

        Object call(MethodDescriptor<?, ?> method, Object request, Duration patience) throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Carrier carrier;
    private final Consumer<Exception> defects;

    /** @param defects told of what no caller of a service ever sees */
    SimulatedChannel(Carrier carrier, Consumer<Exception> defects) {
        this.carrier = carrier;
        this.defects = defects;
    }

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        return new Call<>(method, options);
    }

    @Override
    public String authority() {
        return "simulated";
    }

    private final class Call<Q, R> extends ClientCall<Q, R> {

        private final MethodDescriptor<Q, R> method;
        private final CallOptions options;
        private @Nullable Listener<R> caller;
        private @Nullable Q request;

        Call(MethodDescriptor<Q, R> method, CallOptions options) {
            this.method = method;
            this.options = options;
        }

        @Override
        public void start(Listener<R> listener, Metadata headers) {
            caller = listener;
        }

        @Override
        public void sendMessage(Q message) {
            request = message;
        }

        @Override
        @SuppressWarnings("unchecked")
        public void halfClose() {
            var listener = Objects.requireNonNull(caller);
            try {
                var reply = carrier.call(method, Objects.requireNonNull(request), patience());
                listener.onMessage((R) reply);
                listener.onClose(Status.OK, new Metadata());
            } catch (StatusException refused) {
                var trailers = refused.getTrailers();
                listener.onClose(refused.getStatus(), trailers == null ? new Metadata() : trailers);
            } catch (TimeoutException _) {
                listener.onClose(Status.DEADLINE_EXCEEDED, new Metadata());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                listener.onClose(Status.CANCELLED, new Metadata());
            } catch (Network.BrokenException _) {
                listener.onClose(Status.UNAVAILABLE, new Metadata());
            } catch (Exception defect) {
                defects.accept(defect);
                listener.onClose(Status.INTERNAL, new Metadata());
            }
        }

        private Duration patience() {
            var deadline = options.getDeadline();
            return deadline == null ? PATIENCE : Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}
    }

    /** Has a service answer one call on this thread. */
    @SuppressWarnings("unchecked")
    static Object serve(MethodDescriptor<?, ?> method, ServerCallHandler<?, ?> handler, Object request)
            throws StatusException {
        var served = new Served((MethodDescriptor<Object, Object>) method);
        var listener = ((ServerCallHandler<Object, Object>) handler).startCall(served, new Metadata());
        listener.onMessage(request);
        listener.onHalfClose();
        return served.reply();
    }

    private static final class Served extends ServerCall<Object, Object> {

        private final MethodDescriptor<Object, Object> method;
        private @Nullable Object reply;
        private Status status = Status.UNKNOWN;
        private Metadata trailers = new Metadata();

        Served(MethodDescriptor<Object, Object> method) {
            this.method = method;
        }

        Object reply() throws StatusException {
            if (!status.isOk() || reply == null) {
                throw new StatusException(status, trailers);
            }
            return reply;
        }

        @Override
        public void sendMessage(Object message) {
            reply = message;
        }

        @Override
        public void close(Status how, Metadata metadata) {
            status = how;
            trailers = metadata;
        }

        @Override
        public MethodDescriptor<Object, Object> getMethodDescriptor() {
            return method;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
