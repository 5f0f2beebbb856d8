package dev.hector.benchmarks;

import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.TailEventsRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Streams over gRPC, many on each connection. */
final class GrpcTails implements Tails {

    private static final int CONNECTIONS = 10;

    private final List<ManagedChannel> channels;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicInteger reopened = new AtomicInteger();
    private volatile boolean closed;

    GrpcTails(int port) {
        channels = IntStream.range(0, CONNECTIONS)
                .mapToObj(_ -> NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .build())
                .toList();
    }

    @Override
    public void open(String session) {
        var request = TailEventsRequest.newBuilder()
                .setAgent(Agents.NAME)
                .setSessionId(session)
                .build();
        follow(channels.get(opened.getAndIncrement() % CONNECTIONS), request, new AtomicInteger());
    }

    private void follow(ManagedChannel channel, TailEventsRequest request, AtomicInteger seen) {
        A2AServiceGrpc.newStub(channel).tailEvents(request, new Reader(channel, request, seen));
    }

    @Override
    public int alive() {
        return alive.get();
    }

    @Override
    public int reopened() {
        return reopened.get();
    }

    @Override
    public void close() {
        closed = true;
        channels.forEach(ManagedChannel::shutdownNow);
        for (var channel : channels) {
            try {
                channel.awaitTermination(10, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Reader implements StreamObserver<Event> {

        private static final Executor LATER =
                CompletableFuture.delayedExecutor(REOPEN_AFTER.toMillis(), TimeUnit.MILLISECONDS);

        private final ManagedChannel channel;
        private final TailEventsRequest request;
        /** Events of the stream, also of before it was opened again. */
        private final AtomicInteger seen;

        private Reader(ManagedChannel channel, TailEventsRequest request, AtomicInteger seen) {
            this.channel = channel;
            this.request = request;
            this.seen = seen;
        }

        @Override
        public void onNext(Event event) {
            if (seen.getAndIncrement() == 0) {
                alive.incrementAndGet();
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!closed && reopened.getAndIncrement() == 0) {
                Progress.say("a stream failed, and others may: " + failure);
            }
            LATER.execute(this::reopen);
        }

        @Override
        public void onCompleted() {
            reopened.incrementAndGet();
            LATER.execute(this::reopen);
        }

        private void reopen() {
            if (!closed) {
                follow(channel, request, seen);
            }
        }
    }
}
