package dev.hector.gateway.server;

import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * What listens on the network for a gateway. It lives in a child of the gateway's context, so that it publishes the public
 * service and never the internal ones. Closing it refuses new turns and lets running ones end.
 */
public final class NetworkEdge implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private NetworkEdge(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param gateway a context with {@link dev.hector.gateway.ApiGatewayConfiguration} */
    public static NetworkEdge start(ConfigurableApplicationContext gateway, ListenOptions options) {
        return new NetworkEdge(new SpringApplicationBuilder(EdgeConfiguration.class)
                .parent(gateway)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(
                        "--server.address=" + options.host(),
                        "--server.port=" + options.httpPort(),
                        "--spring.grpc.server.address=" + options.host(),
                        "--spring.grpc.server.port=" + options.grpcPort()));
    }

    /** The port that REST answers on. */
    public int httpPort() {
        var web = ((ServletWebServerApplicationContext) context).getWebServer();
        return Objects.requireNonNull(web, "a served edge has a web server").getPort();
    }

    /** The port that gRPC answers on. */
    public int grpcPort() {
        return context.getBean(GrpcServerLifecycle.class).getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
