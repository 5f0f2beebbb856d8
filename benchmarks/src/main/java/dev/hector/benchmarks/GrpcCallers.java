package dev.hector.benchmarks;

import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.SendMessageRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Blocking calls over gRPC, to a server of this process or over a few connections to another. */
final class GrpcCallers implements Callers {

    private static final int CONNECTIONS = 4;

    private final List<A2AServiceBlockingStub> stubs;
    private final List<ManagedChannel> own;

    private GrpcCallers(List<? extends Channel> channels, List<ManagedChannel> own) {
        this.stubs = channels.stream().map(A2AServiceGrpc::newBlockingStub).toList();
        this.own = own;
    }

    static GrpcCallers within(Channel channel) {
        return new GrpcCallers(List.of(channel), List.of());
    }

    static GrpcCallers to(int port) {
        var channels = IntStream.range(0, CONNECTIONS)
                .mapToObj(_ -> NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .build())
                .toList();
        return new GrpcCallers(channels, channels);
    }

    A2AServiceBlockingStub stub() {
        return stubs.getFirst();
    }

    @Override
    public void createSession(String id) {
        var request = CreateSessionRequest.newBuilder().setAgent(Agents.NAME).setSessionId(id);
        stub().createSession(request.build());
    }

    @Override
    public Callable<?> turns(String session) {
        var stub = stubs.get(Math.floorMod(session.hashCode(), stubs.size()));
        var request = SendMessageRequest.newBuilder()
                .setAgent(Agents.NAME)
                .setSessionId(session)
                .setMessage(TEXT)
                .build();
        return () -> stub.sendMessage(request);
    }

    @Override
    public void close() {
        own.forEach(ManagedChannel::shutdownNow);
    }
}
