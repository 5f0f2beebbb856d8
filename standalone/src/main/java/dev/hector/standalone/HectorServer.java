package dev.hector.standalone;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.MissingModules;
import dev.hector.configuration.ServerModule;
import dev.hector.gateway.server.ListenOptions;
import dev.hector.gateway.server.NetworkEdge;
import dev.hector.observability.Observability;
import io.grpc.BindableService;
import io.grpc.Channel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * All of Hector Sessions in this process. Closing it refuses new turns, lets running ones end, makes the summaries that
 * are due and closes the stores.
 */
public final class HectorServer implements AutoCloseable {

    private final AnnotationConfigApplicationContext services;
    private final @Nullable NetworkEdge edge;
    private final InProcessChannel publicApi;
    private final CountDownLatch closed = new CountDownLatch(1);

    private HectorServer(AnnotationConfigApplicationContext services, @Nullable NetworkEdge edge) {
        this.services = services;
        this.edge = edge;
        this.publicApi = InProcessChannel.concurrent(List.of(services.getBean("a2aService", BindableService.class)));
    }

    /** Starts everything but the network edge. */
    public static HectorServer embedded(HectorConfig config) {
        return new HectorServer(startServices(config, _ -> {}), null);
    }

    /** Starts everything and listens for REST and gRPC. */
    public static HectorServer serve(HectorConfig config, ListenOptions options) {
        var services = startServices(config, HectorServer::watch);
        try {
            return new HectorServer(services, NetworkEdge.start(services, options));
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    /** Leads to {@code A2AService} without a network. */
    public Channel channel() {
        return publicApi.channel();
    }

    /** The port that REST answers on. */
    public int httpPort() {
        return servedEdge().httpPort();
    }

    /** The port that gRPC answers on. */
    public int grpcPort() {
        return servedEdge().grpcPort();
    }

    /** Returns once {@link #close()} has been called and is done. */
    public void awaitTermination() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        if (edge != null) {
            edge.close();
        }
        publicApi.close();
        services.close();
        closed.countDown();
    }

    private NetworkEdge servedEdge() {
        if (edge == null) {
            throw new IllegalStateException("An embedded server has no network edge");
        }
        return edge;
    }

    private static void watch(AnnotationConfigApplicationContext context) {
        Observability.addTo(context, "hector");
        context.register(WatchedConfiguration.class);
        ServerModule.present().forEach(module -> module.meters().ifPresent(context::register));
    }

    private static AnnotationConfigApplicationContext startServices(
            HectorConfig config, Consumer<AnnotationConfigApplicationContext> watch) {
        var modules = ServerModule.present();
        MissingModules.check(config, MissingModules.among(modules));
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(HectorConfig.class, () -> config);
        context.register(StandaloneConfiguration.class);
        if (MissingModules.among(modules).test(ServerModule.LONGTERM_MEMORY)) {
            context.register(LongTermMemoriesConfiguration.class);
        }
        modules.forEach(module -> context.register(module.configuration()));
        watch.accept(context);
        context.refresh();
        return context;
    }
}
