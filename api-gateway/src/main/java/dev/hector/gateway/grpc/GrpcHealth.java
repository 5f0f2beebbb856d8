package dev.hector.gateway.grpc;

import dev.hector.observability.HealthReport;
import dev.hector.proto.v1.A2AServiceGrpc;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import org.springframework.context.SmartLifecycle;

/** Tells gRPC's health service how the server is, and as the first thing of a stop that it is no more. */
final class GrpcHealth implements SmartLifecycle {

    private final HealthStatusManager status;
    private final HealthReport health;
    private volatile boolean running;

    GrpcHealth(HealthStatusManager status, HealthReport health) {
        this.status = status;
        this.health = health;
    }

    @Override
    public void start() {
        running = true;
        health.tell(this::tell);
    }

    private void tell(boolean well) {
        var serving = well ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        status.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, serving);
        status.setStatus(A2AServiceGrpc.SERVICE_NAME, serving);
    }

    @Override
    public void stop() {
        running = false;
        status.enterTerminalState();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
