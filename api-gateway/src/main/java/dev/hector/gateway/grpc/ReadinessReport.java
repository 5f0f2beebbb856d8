package dev.hector.gateway.grpc;

import dev.hector.gateway.Readiness;
import dev.hector.proto.v1.A2AServiceGrpc;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Tells gRPC's health service again and again whether the server is ready. */
final class ReadinessReport implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessReport.class);

    private final HealthStatusManager health;
    private final Readiness readiness;
    private final Duration period;
    private volatile @Nullable Thread reporter;

    ReadinessReport(HealthStatusManager health, Readiness readiness, Duration period) {
        this.health = health;
        this.readiness = readiness;
        this.period = period;
    }

    @Override
    public void start() {
        reporter = Thread.ofVirtual().name("readiness").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                report();
                TimeUnit.NANOSECONDS.sleep(period.toNanos());
            }
        } catch (InterruptedException _) {
            LOG.debug("No more readiness is reported");
        }
    }

    private void report() {
        var status = readiness.missing().isEmpty() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(A2AServiceGrpc.SERVICE_NAME, status);
    }

    @Override
    public void stop() {
        var running = reporter;
        reporter = null;
        if (running != null) {
            running.interrupt();
        }
        health.enterTerminalState();
    }

    @Override
    public boolean isRunning() {
        return reporter != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
