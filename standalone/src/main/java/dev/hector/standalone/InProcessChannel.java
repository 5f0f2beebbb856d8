package dev.hector.standalone;

import com.github.f4b6a3.ulid.UlidCreator;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Services of this JVM, reached as remote ones are; each call runs on a virtual thread of its own. */
final class InProcessChannel implements AutoCloseable {

    private static final int DRAIN_SECONDS = 5;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final ManagedChannel channel;

    InProcessChannel(Collection<? extends BindableService> services) {
        var name = "hector-" + UlidCreator.getMonotonicUlid();
        var builder = InProcessServerBuilder.forName(name).executor(threads);
        services.forEach(builder::addService);
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).executor(threads).build();
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdown();
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        channel.shutdownNow();
        threads.shutdown();
    }
}
