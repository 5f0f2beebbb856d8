package dev.hector.standalone;

import dev.hector.configuration.HectorConfig;
import dev.hector.gateway.server.ListenOptions;
import dev.hector.gateway.server.NetworkEdge;
import dev.hector.observability.Observability;
import dev.hector.store.SessionStores;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A whole server of which parts were replaced, as a known-bad variant has it. */
public final class ServerOverStores implements AutoCloseable {

    private final AnnotationConfigApplicationContext services;
    private final NetworkEdge edge;

    private ServerOverStores(AnnotationConfigApplicationContext services, NetworkEdge edge) {
        this.services = services;
        this.edge = edge;
    }

    /** Listens on any free ports; its beans pass by the processor. */
    public static ServerOverStores serve(HectorConfig config, SessionStores stores, BeanPostProcessor parts) {
        var services = new AnnotationConfigApplicationContext();
        services.registerBean(HectorConfig.class, () -> config);
        services.registerBean("sessionStores", SessionStores.class, () -> stores);
        Observability.addTo(services, "hector");
        services.register(StandaloneConfiguration.class);
        services.getBeanFactory().addBeanPostProcessor(parts);
        services.refresh();
        return new ServerOverStores(services, NetworkEdge.start(services, new ListenOptions("127.0.0.1", 0, 0)));
    }

    public int httpPort() {
        return edge.httpPort();
    }

    public int grpcPort() {
        return edge.grpcPort();
    }

    @Override
    public void close() {
        edge.close();
        services.close();
    }
}
