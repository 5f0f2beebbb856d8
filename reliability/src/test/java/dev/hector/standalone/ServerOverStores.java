package dev.hector.standalone;

import dev.hector.configuration.HectorConfig;
import dev.hector.store.SessionStores;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** A whole server of which parts were replaced, as a known-bad variant has it. */
public final class ServerOverStores implements AutoCloseable {

    private final AnnotationConfigApplicationContext services;
    private final ConfigurableApplicationContext edge;

    private ServerOverStores(AnnotationConfigApplicationContext services, ConfigurableApplicationContext edge) {
        this.services = services;
        this.edge = edge;
    }

    /** Listens on any free ports; its beans pass by the processor. */
    public static ServerOverStores serve(HectorConfig config, SessionStores stores, BeanPostProcessor parts) {
        var services = new AnnotationConfigApplicationContext();
        services.registerBean(HectorConfig.class, () -> config);
        services.registerBean("sessionStores", SessionStores.class, () -> stores);
        services.register(StandaloneConfiguration.class);
        services.getBeanFactory().addBeanPostProcessor(parts);
        services.refresh();
        return new ServerOverStores(services, edge(services));
    }

    private static ConfigurableApplicationContext edge(ConfigurableApplicationContext services) {
        return new SpringApplicationBuilder(EdgeConfiguration.class)
                .parent(services)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--spring.grpc.server.address=127.0.0.1",
                        "--spring.grpc.server.port=0");
    }

    public int httpPort() {
        var web = ((ServletWebServerApplicationContext) edge).getWebServer();
        return Objects.requireNonNull(web, "a served edge has a web server").getPort();
    }

    public int grpcPort() {
        return edge.getBean(GrpcServerLifecycle.class).getPort();
    }

    @Override
    public void close() {
        edge.close();
        services.close();
    }
}
