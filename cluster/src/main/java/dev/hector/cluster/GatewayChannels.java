package dev.hector.cluster;

import dev.hector.gateway.TurnOwner;
import dev.hector.gateway.TurnPeers;
import dev.hector.proto.v1.TurnFeedsGrpc;
import dev.hector.proto.v1.TurnFeedsGrpc.TurnFeedsBlockingStub;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Channels to the other gateways, opened when a turn of theirs is asked for. */
final class GatewayChannels implements TurnPeers, AutoCloseable {

    private final TurnOwner self;
    private final ClientInterceptor watch;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    GatewayChannels(TurnOwner self, ClientInterceptor watch) {
        this.self = self;
        this.watch = watch;
    }

    @Override
    public Optional<TurnFeedsBlockingStub> gateway(TurnOwner owner) {
        return owner.equals(self)
                ? Optional.empty()
                : owner.address()
                        .map(address -> TurnFeedsGrpc.newBlockingStub(
                                        channels.computeIfAbsent(address, _ -> ServiceChannels.to(List.of(address))))
                                .withInterceptors(watch));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
