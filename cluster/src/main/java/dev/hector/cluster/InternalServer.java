package dev.hector.cluster;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** gRPC for the other services, each call on a virtual thread of its own, with the health that balances calls. */
final class InternalServer implements AutoCloseable {

    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int DRAIN_SECONDS = 25;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("internal-", 0).factory());
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;

    InternalServer(int port, Collection<BindableService> services, ServerInterceptor watch) {
        var builder = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                .executor(threads)
                .maxInboundMessageSize(MOST_BYTES)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(health.getHealthService());
        services.forEach(service -> builder.addService(ServerInterceptors.intercept(service, watch)));
        server = builder.build();
        healthy(false);
    }

    void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    void healthy(boolean well) {
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                well ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    /** Has those who balance calls turn to other instances. */
    void announceEnd() {
        health.enterTerminalState();
    }

    /** Takes no more calls and waits for those that run. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
