package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.MissingModules;
import dev.hector.configuration.ServerModule;
import dev.hector.gateway.server.NetworkEdge;
import dev.hector.observability.HealthReport;
import dev.hector.observability.Observability;
import io.grpc.BindableService;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * One instance of one service. Any number of instances of each may run; they meet in the database, in Kafka and at the
 * addresses of the configuration. Closing it tells the others first and lets what runs end.
 */
public final class ServiceInstance implements AutoCloseable {

    private final AnnotationConfigApplicationContext service;
    private final InternalServer internal;
    private final AutoCloseable edge;
    private final int httpPort;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts an instance, whether what it needs answers yet or not.
     *
     * @throws dev.hector.configuration.ConfigException when the configuration lacks what such an instance needs
     */
    public static ServiceInstance start(ServiceKind kind, HectorConfig config, InstanceOptions options) {
        var service = context(kind, config, options);
        try {
            return new ServiceInstance(kind, service, options);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private ServiceInstance(ServiceKind kind, AnnotationConfigApplicationContext service, InstanceOptions options) {
        this.service = service;
        this.internal = new InternalServer(
                options.internalPort(),
                service.getBeansOfType(BindableService.class).values(),
                new ObservationGrpcServerInterceptor(service.getBean(ObservationRegistry.class)));
        internal.start();
        if (kind == ServiceKind.GATEWAY) {
            var gateway = NetworkEdge.start(service, options.edge());
            edge = gateway;
            httpPort = gateway.httpPort();
        } else {
            var watch = WatchEdge.start(
                    service, options.edge().host(), options.edge().httpPort());
            edge = watch;
            httpPort = watch.port();
        }
        service.getBean(HealthReport.class).tell(internal::healthy);
    }

    private static AnnotationConfigApplicationContext context(
            ServiceKind kind, HectorConfig config, InstanceOptions options) {
        var modules = ServerModule.present();
        MissingModules.check(config, MissingModules.among(modules));
        Addresses.of(config);
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(HectorConfig.class, () -> config);
        context.registerBean(InstanceOptions.class, () -> options);
        Observability.addTo(context, "hector-" + kind.wireName());
        context.register(kind.configuration());
        if (kind == ServiceKind.PROJECTOR) {
            modules.forEach(module -> context.register(module.configuration()));
            modules.forEach(module -> module.meters().ifPresent(context::register));
        }
        context.refresh();
        return context;
    }

    /** Where other services reach this instance. */
    public int internalPort() {
        return internal.port();
    }

    /** Where health and metrics are told, and a gateway's clients answered. */
    public int httpPort() {
        return httpPort;
    }

    /** Returns once {@link #close()} has been called and is done. */
    public void awaitTermination() throws InterruptedException {
        closed.await();
    }

    /** Closing twice is no more than closing once. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            end();
        }
    }

    private void end() {
        internal.announceEnd();
        try {
            edge.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            internal.close();
            service.close();
            closed.countDown();
        }
    }
}
