package dev.hector.standalone;

import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.MissingModules;
import dev.hector.configuration.ServerModule;
import io.grpc.BindableService;
import io.grpc.Channel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * All of Hector Sessions in this process. Closing it refuses new turns, lets running ones end, makes the summaries that
 * are due and closes the stores.
 *
 * <p>The services live in a context of their own and the network edge in a child of it, so that the edge publishes the
 * public service and never the internal ones.
 */
public final class HectorServer implements AutoCloseable {

    private final AnnotationConfigApplicationContext services;
    private final @Nullable ConfigurableApplicationContext edge;
    private final InProcessChannel publicApi;
    private final CountDownLatch closed = new CountDownLatch(1);

    private HectorServer(AnnotationConfigApplicationContext services, @Nullable ConfigurableApplicationContext edge) {
        this.services = services;
        this.edge = edge;
        this.publicApi = InProcessChannel.concurrent(List.of(services.getBean("a2aService", BindableService.class)));
    }

    /** Starts everything but the network edge. */
    public static HectorServer embedded(HectorConfig config) {
        return new HectorServer(startServices(config), null);
    }

    /** Starts everything and listens for REST and gRPC. */
    public static HectorServer serve(HectorConfig config, ServeOptions options) {
        var services = startServices(config);
        try {
            return new HectorServer(services, startEdge(services, options));
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
        var web = ((ServletWebServerApplicationContext) servedEdge()).getWebServer();
        return Objects.requireNonNull(web, "a served edge has a web server").getPort();
    }

    /** The port that gRPC answers on. */
    public int grpcPort() {
        return servedEdge().getBean(GrpcServerLifecycle.class).getPort();
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

    private ConfigurableApplicationContext servedEdge() {
        if (edge == null) {
            throw new IllegalStateException("An embedded server has no network edge");
        }
        return edge;
    }

    private static AnnotationConfigApplicationContext startServices(HectorConfig config) {
        var modules = ServerModule.present();
        MissingModules.check(config, MissingModules.among(modules));
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(HectorConfig.class, () -> config);
        context.register(StandaloneConfiguration.class);
        if (MissingModules.among(modules).test(ServerModule.LONGTERM_MEMORY)) {
            context.register(LongTermMemoriesConfiguration.class);
        }
        modules.forEach(module -> context.register(module.configuration()));
        context.refresh();
        return context;
    }

    private static ConfigurableApplicationContext startEdge(
            ConfigurableApplicationContext services, ServeOptions options) {
        return new SpringApplicationBuilder(EdgeConfiguration.class)
                .parent(services)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(
                        "--server.address=" + options.host(),
                        "--server.port=" + options.httpPort(),
                        "--spring.grpc.server.address=" + options.host(),
                        "--spring.grpc.server.port=" + options.grpcPort());
    }
}
