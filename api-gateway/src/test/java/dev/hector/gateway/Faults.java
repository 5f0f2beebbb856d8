package dev.hector.gateway;

import dev.hector.wire.ErrorCode;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** In front of services: a store that is away, replies that get lost, calls that are held up. */
final class Faults implements ServerInterceptor {

    private final AtomicInteger renewals = new AtomicInteger();
    private volatile boolean storeAway;
    private volatile boolean losesReplies;
    private volatile String heldUp = "";
    private volatile CountDownLatch gate = new CountDownLatch(0);

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

    /** Calls wait until they are let go. */
    void holdUp() {
        holdUp("");
    }

    /** Calls of a method wait until they are let go. */
    void holdUp(String method) {
        heldUp = method;
        gate = new CountDownLatch(1);
    }

    void letGo() {
        gate.countDown();
    }

    /** How often a turn's lease was renewed. */
    int renewals() {
        return renewals.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (methodOf(call).startsWith(heldUp)) {
            awaitGate();
        }
        if (storeAway) {
            refuse(call, "The database does not answer");
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(new Watched<>(call), headers);
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String methodOf(ServerCall<?, ?> call) {
        return String.valueOf(call.getMethodDescriptor().getBareMethodName());
    }

    private static void refuse(ServerCall<?, ?> call, String detail) {
        var refusal = FakeRefusal.of(ErrorCode.STORE_UNAVAILABLE, detail);
        var trailers = Status.trailersFromThrowable(refusal);
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private final class Watched<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final String method;

        private Watched(ServerCall<Q, A> call) {
            super(call);
            this.method = methodOf(call);
        }

        @Override
        public void sendMessage(A reply) {
            if (!isLost()) {
                super.sendMessage(reply);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (status.isOk() && isLost()) {
                refuse(delegate(), "The connection broke");
                return;
            }
            if (status.isOk() && method.equals("RenewTurn")) {
                renewals.incrementAndGet();
            }
            super.close(status, trailers);
        }

        private boolean isLost() {
            return losesReplies && method.equals("CompleteTurn");
        }
    }
}
