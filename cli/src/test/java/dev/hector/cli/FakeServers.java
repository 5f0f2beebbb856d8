package dev.hector.cli;

import dev.hector.cluster.InstanceOptions;
import dev.hector.cluster.ServiceKind;
import dev.hector.configuration.HectorConfig;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Embedded servers that all lead to one service, as if it had a database. */
final class FakeServers implements LocalServers {

    private final BindableService service;
    private final AtomicInteger open = new AtomicInteger();

    FakeServers(BindableService service) {
        this.service = service;
    }

    /** Servers that were started and not closed. */
    int open() {
        return open.get();
    }

    @Override
    public Embedded embedded(HectorConfig config) {
        var name = InProcessServerBuilder.generateName();
        var server = start(name);
        var channel = InProcessChannelBuilder.forName(name).build();
        open.incrementAndGet();
        return new Running(server, channel);
    }

    @Override
    public Listening serve(HectorConfig config, String host, int httpPort, int grpcPort, ServerLog log) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instance service(ServiceKind kind, HectorConfig config, InstanceOptions options, ServerLog log) {
        throw new UnsupportedOperationException();
    }

    private Server start(String name) {
        try {
            return InProcessServerBuilder.forName(name)
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Running implements Embedded {

        private final Server server;
        private final ManagedChannel channel;

        private Running(Server server, ManagedChannel channel) {
            this.server = server;
            this.channel = channel;
        }

        @Override
        public Channel channel() {
            return channel;
        }

        @Override
        public void close() {
            channel.shutdownNow();
            server.shutdownNow();
            open.decrementAndGet();
        }
    }
}
